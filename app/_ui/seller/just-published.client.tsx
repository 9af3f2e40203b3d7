'use client';

import Link from 'next/link';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';
import { Confirmation } from '../confirmation.client';
import { useMe } from '../me.client';
import { publishedHash } from './published-hash';

const watchHash = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => { window.removeEventListener('hashchange', changed); };
};

/** For the seller who comes from publishing this dataset. */
export function JustPublished({ locale, listingId, sellerSlug }: { readonly locale: Locale; readonly listingId: string; readonly sellerSlug: string }) {
  const t = useTranslations('seller.published');
  const isHere = useSyncExternalStore(watchHash, () => window.location.hash === publishedHash, () => false);
  const { me } = useMe();
  // Whoever was sent the address with its end is told nothing of it.
  if (!isHere || me?.account?.sellerSlug !== sellerSlug) return null;
  return <div className="mb-6"><Confirmation title={t('title')}>{t('body')} <Link href={`/${locale}/sell/listings/${listingId}`} className="text-link">{t('manage')}</Link></Confirmation></div>;
}
