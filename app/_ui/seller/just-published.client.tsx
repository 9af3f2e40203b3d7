'use client';

import Link from 'next/link';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';
import { Confirmation } from '../confirmation.client';
import { publishedHash } from './published-hash';

const watchHash = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => { window.removeEventListener('hashchange', changed); };
};

/** For the seller who comes from publishing this dataset. */
export function JustPublished({ locale, listingId }: { readonly locale: Locale; readonly listingId: string }) {
  const t = useTranslations('seller.published');
  const isHere = useSyncExternalStore(watchHash, () => window.location.hash === publishedHash, () => false);
  if (!isHere) return null;
  return <div className="mb-6"><Confirmation title={t('title')}>{t('body')} <Link href={`/${locale}/sell/listings/${listingId}`} className="text-link">{t('manage')}</Link></Confirmation></div>;
}
