'use client';

import { usePathname } from 'next/navigation';
import { Languages } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';

/** A real link to the same page in the other language; a click takes the query along. */
export function LanguageSwitch({ locale }: { readonly locale: Locale }) {
  const t = useTranslations('common.language');
  const path = usePathname();
  const other: Locale = locale === 'en' ? 'zh' : 'en';
  const target = `/${other}${path.replace(/^\/(en|zh)(?=\/|$)/, '')}`;

  function onClick(event: MouseEvent<HTMLAnchorElement>) {
    event.currentTarget.href = `${target}${window.location.search}${window.location.hash}`;
  }

  return (
    // A full page load on purpose: the document's language changes with everything in it.
    <a href={target} hrefLang={other} lang={other === 'zh' ? 'zh-Hans' : 'en'} onClick={onClick} className="inline-flex min-h-10 items-center gap-1.5 rounded-lg px-2.5 text-sm font-medium text-ink-soft hover:bg-sunken hover:text-ink">
      <Languages aria-hidden className="size-4 max-sm:hidden" />
      {t('switchTo')}
    </a>
  );
}
