import Link from 'next/link';
import { listingState, type SellerListingRow } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { DataTable } from '@/app/_ui/data-table';
import { formatCount, formatDate, formatMoney } from '@/app/_ui/format';
import { StatusBadge } from './status-badge';

export function ListingsTable({ locale, rows }: { readonly locale: Locale; readonly rows: readonly SellerListingRow[] }) {
  const t = translator(locale, 'seller.listings');
  const common = translator(locale, 'common');
  const price = (row: SellerListingRow) => (row.priceMinor === null ? (row.status === 'DRAFT' ? '–' : common('onRequest')) : row.priceMinor === 0 ? common('free') : formatMoney(row.priceMinor, row.currency, locale));
  return (
    <DataTable
      caption={t('title')} isCaptionHidden rows={rows} rowKey={(row) => row.id}
      columns={[
        { key: 'title', header: t('dataset'), isRowHeader: true, cell: (row) => <Link href={row.status === 'DRAFT' ? `/${locale}/sell/new?listing=${row.id}` : `/${locale}/sell/listings/${row.id}`} className="text-link">{row.title}</Link> },
        { key: 'status', header: t('status'), cell: (row) => <StatusBadge status={listingState(row)} locale={locale} /> },
        { key: 'price', header: t('price'), align: 'end', cell: price },
        { key: 'rows', header: t('rows'), align: 'end', cell: (row) => formatCount(row.rowCount, locale) },
        { key: 'sales', header: t('sales'), align: 'end', cell: (row) => formatCount(row.salesCount, locale) },
        { key: 'revenue', header: t('revenue'), align: 'end', cell: (row) => formatMoney(row.revenueMinor, row.currency, locale) },
        { key: 'since', header: t('since'), align: 'end', cell: (row) => formatDate(row.publishedAt ?? row.createdAt, locale) },
      ]}
    />
  );
}
