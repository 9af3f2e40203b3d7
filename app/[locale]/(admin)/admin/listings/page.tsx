import type { Metadata } from 'next';
import Link from 'next/link';
import { Tags } from 'lucide-react';
import { listAllListings } from '@/lib/catalog';
import type { AdminListingRow } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { DemoBadge } from '@/app/_ui/console/demo-badge';
import { ListingStatus } from '@/app/_ui/console/listing-status';
import { hrefWith, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatCount, formatDate, formatMoney } from '@/app/_ui/format';
import { PriceText } from '@/app/_ui/market/price-text';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'admin.listings')('title') };
}

export default async function AdminListingsPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN');
  const cursor = readQuery(query, 'cursor');
  const page = valueOrNotFound(await listAllListings(ctx, { cursor, size: 50 }));
  const t = translator(locale, 'admin.listings');
  const path = `/${locale}/admin/listings`;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <DataTable
        caption={t('caption')} isCaptionHidden columns={listingColumns(locale)} rows={page.items} rowKey={(row) => row.id}
        empty={<EmptyState icon={<Tags />} title={t('empty')} body={t('emptyBody')} />}
      />
      <KeysetPagination locale={locale} firstHref={cursor === undefined ? null : path} nextHref={page.nextCursor === null ? null : hrefWith(path, query, { cursor: page.nextCursor })} />
    </>
  );
}

function listingColumns(locale: Locale): readonly Column<AdminListingRow>[] {
  const t = translator(locale, 'admin.listings');
  const none = <span className="text-ink-faint">–</span>;
  return [
    {
      key: 'listing', header: t('listing'), isRowHeader: true,
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {row.status === 'PUBLISHED' ? <Link href={`/${locale}/datasets/${row.slug}`} prefetch={false} className="text-link">{row.title}</Link> : row.title}
          <DemoBadge isDemo={row.isDemo} locale={locale} />
        </span>
      ),
    },
    { key: 'seller', header: t('seller'), cell: (row) => row.sellerName },
    { key: 'status', header: t('status'), cell: (row) => <ListingStatus status={row.status} locale={locale} /> },
    { key: 'price', header: t('price'), align: 'end', cell: (row) => (row.status === 'DRAFT' ? none : <PriceText priceMinor={row.priceMinor} currency={row.currency} locale={locale} words={translator(locale, 'common')} />) },
    { key: 'rows', header: t('rows'), align: 'end', cell: (row) => formatCount(row.rowCount, locale) },
    { key: 'sales', header: t('sales'), align: 'end', cell: (row) => formatCount(row.salesCount, locale) },
    { key: 'revenue', header: t('revenue'), align: 'end', cell: (row) => formatMoney(row.revenueMinor, row.currency, locale) },
    { key: 'published', header: t('published'), cell: (row) => (row.publishedAt === null ? none : <time dateTime={row.publishedAt} className="whitespace-nowrap">{formatDate(row.publishedAt, locale)}</time>) },
  ];
}
