import Link from 'next/link';
import { Store } from 'lucide-react';
import type { ListingView } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { formatDate } from '@/app/_ui/format';
import { CategoryIcon } from '@/app/_ui/market/category-icon';
import { Breadcrumbs } from '@/app/_ui/page-header';

export function DatasetHead({ locale, listing }: { readonly locale: Locale; readonly listing: ListingView }) {
  const t = translator(locale, 'market.dataset');
  const common = translator(locale, 'common');
  return (
    <header className="mb-8 border-b border-line pb-6">
      <Breadcrumbs label={common('breadcrumbs')} crumbs={[
        { label: common('nav.market'), href: `/${locale}/search` },
        { label: common(`category.${listing.category}`), href: `/${locale}/search?category=${listing.category}` },
        { label: listing.title },
      ]} />
      <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">{listing.title}</h1>
      {listing.subtitle ? <p className="mt-2 max-w-3xl text-lg text-ink-soft">{listing.subtitle}</p> : null}
      <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <Link href={`/${locale}/sellers/${listing.sellerSlug}`} prefetch={false} className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-line bg-surface px-3 font-medium hover:border-accent hover:text-accent">
          <Store aria-hidden className="size-3.5" />{listing.sellerName}
        </Link>
        <span className="inline-flex items-center gap-1.5 text-ink-soft"><CategoryIcon category={listing.category} className="size-4" />{common(`category.${listing.category}`)}</span>
        <span className="text-ink-faint">{t('publishedOn', { date: formatDate(listing.publishedAt, locale) })}</span>
        {listing.isDemo ? <Badge tone="info">{common('demo')}</Badge> : null}
      </div>
      <nav aria-label={t('onThisPage')} className="-mx-2 mt-5 -mb-2 flex gap-1 overflow-x-auto text-sm">
        {(['sample', 'columns', 'quality', 'price', 'licence', 'source'] as const).map((part) => (
          <a key={part} href={`#${part}`} className="inline-flex min-h-9 items-center rounded-lg px-2.5 font-medium whitespace-nowrap text-ink-soft hover:bg-sunken hover:text-ink">{t(`part.${part}`)}</a>
        ))}
      </nav>
    </header>
  );
}
