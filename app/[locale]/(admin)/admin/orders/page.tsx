import type { Metadata } from 'next';
import { ReceiptText } from 'lucide-react';
import { listAllOrders } from '@/lib/orders';
import type { AdminOrderRow } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Badge } from '@/app/_ui/badge';
import { DemoBadge } from '@/app/_ui/console/demo-badge';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { hrefWith, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDateTime, formatMoney } from '@/app/_ui/format';
import { PriceText } from '@/app/_ui/market/price-text';
import { RefundDialog } from '@/app/_ui/orders/refund-dialog.client';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';
import { refundOrderAction } from './actions';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'admin.orders')('title') };
}

export default async function AdminOrdersPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN');
  const cursor = readQuery(query, 'cursor');
  const page = valueOrNotFound(await listAllOrders(ctx, { cursor, size: 50 }));
  const t = translator(locale, 'admin.orders');
  const path = `/${locale}/admin/orders`;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Messages locale={locale} namespaces={['refund', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
        <DataTable
          caption={t('caption')} isCaptionHidden columns={orderColumns(locale)} rows={page.items} rowKey={(row) => row.id}
          empty={<EmptyState icon={<ReceiptText />} title={t('empty')} body={t('emptyBody')} />}
        />
      </Messages>
      <KeysetPagination locale={locale} firstHref={cursor === undefined ? null : path} nextHref={page.nextCursor === null ? null : hrefWith(path, query, { cursor: page.nextCursor })} />
    </>
  );
}

function orderColumns(locale: Locale): readonly Column<AdminOrderRow>[] {
  const t = translator(locale, 'admin.orders');
  return [
    { key: 'order', header: t('order'), isRowHeader: true, cell: (row) => <span className="inline-flex flex-wrap items-center gap-2">{row.listingTitle}<DemoBadge isDemo={row.isDemo} locale={locale} /></span> },
    { key: 'buyer', header: t('buyer'), cell: (row) => <Pseudonym value={row.buyer} /> },
    { key: 'seller', header: t('seller'), cell: (row) => row.sellerName },
    { key: 'price', header: t('price'), align: 'end', cell: (row) => <PriceText priceMinor={row.priceMinor} currency={row.currency} locale={locale} words={translator(locale, 'common')} /> },
    { key: 'fee', header: t('fee'), align: 'end', cell: (row) => formatMoney(row.feeMinor, row.currency, locale) },
    { key: 'status', header: t('status'), cell: (row) => <OrderStatus status={row.status} locale={locale} /> },
    { key: 'placed', header: t('placed'), cell: (row) => <time dateTime={row.placedAt} className="whitespace-nowrap">{formatDateTime(row.placedAt, locale)}</time> },
    { key: 'refund', header: translator(locale, 'refund')('column'), align: 'end', cell: (row) => (row.refundableUntil === null ? '–' : <RefundDialog orderId={row.id} dataset={row.listingTitle} amount={formatMoney(row.priceMinor, row.currency, locale)} until={formatDateTime(row.refundableUntil, locale)} action={refundOrderAction} />) },
  ];
}

function OrderStatus({ status, locale }: { readonly status: string; readonly locale: Locale }) {
  const t = translator(locale, 'admin.orders');
  if (status === 'PAID') return <Badge tone="good">{t('paid')}</Badge>;
  return <Badge tone="warn">{status === 'REFUNDED' ? t('refunded') : status}</Badge>;
}
