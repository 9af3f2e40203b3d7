import type { Metadata } from 'next';
import Link from 'next/link';
import { ReceiptText } from 'lucide-react';
import { listAllOrders } from '@/lib/orders';
import { listAllOrdersInput, orderStatuses, type AdminOrderRow } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Badge } from '@/app/_ui/badge';
import { Button, LinkButton } from '@/app/_ui/button';
import { DemoBadge } from '@/app/_ui/console/demo-badge';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { hrefWith, readFilter, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { Field, SelectInput, TextInput } from '@/app/_ui/field';
import { formatDateTime, formatMoney } from '@/app/_ui/format';
import { PriceText } from '@/app/_ui/market/price-text';
import { RefundDialog } from '@/app/_ui/orders/refund-dialog.client';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';
import { FilterBar } from '../_parts/filter-bar';
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
  const filter = readFilter(query, listAllOrdersInput);
  const page = valueOrNotFound(await listAllOrders(ctx, { cursor, size: 50, ...filter }));
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const t = translator(locale, 'admin.orders');
  const path = `/${locale}/admin/orders`;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="mb-6">
        <FilterBar path={path} label={t('filters')} submit={<Button type="submit" variant="primary">{t('apply')}</Button>} clear={isFiltered ? <LinkButton href={path} variant="quiet">{t('clear')}</LinkButton> : null}>
          <Field id="text" label={t('search')}>{(control) => <TextInput key={filter.text} {...control} name="text" type="search" maxLength={120} defaultValue={filter.text} />}</Field>
          <Field id="buyer" label={t('buyerPseudonym')}>{(control) => <TextInput key={filter.buyer} {...control} name="buyer" maxLength={40} className="font-mono" defaultValue={filter.buyer} />}</Field>
          <Field id="status" label={t('status')}>
            {(control) => (
              <SelectInput key={filter.status} {...control} name="status" defaultValue={filter.status}>
                <option value="">{t('anyStatus')}</option>
                {orderStatuses.map((status) => <option key={status} value={status}>{t(`statusName.${status}`)}</option>)}
              </SelectInput>
            )}
          </Field>
          <Field id="from" label={t('from')}>{(control) => <TextInput key={filter.from} {...control} name="from" type="date" defaultValue={filter.from} />}</Field>
          <Field id="to" label={t('to')}>{(control) => <TextInput key={filter.to} {...control} name="to" type="date" defaultValue={filter.to} />}</Field>
        </FilterBar>
      </div>
      <Messages locale={locale} namespaces={['refund', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
        <DataTable
          caption={t('caption')} isCaptionHidden columns={orderColumns(locale)} rows={page.items} rowKey={(row) => row.id}
          empty={<EmptyState icon={<ReceiptText />} title={t(isFiltered ? 'noneFits' : 'empty')} body={t(isFiltered ? 'noneFitsBody' : 'emptyBody')} action={isFiltered ? <LinkButton href={path}>{t('clear')}</LinkButton> : null} />}
        />
      </Messages>
      <KeysetPagination locale={locale} firstHref={cursor === undefined ? null : hrefWith(path, query, { cursor: null })} nextHref={page.nextCursor === null ? null : hrefWith(path, query, { cursor: page.nextCursor })} />
    </>
  );
}

function orderColumns(locale: Locale): readonly Column<AdminOrderRow>[] {
  const t = translator(locale, 'admin.orders');
  return [
    { key: 'order', header: t('order'), isRowHeader: true, cell: (row) => <span className="inline-flex flex-wrap items-center gap-2">{row.listingTitle}<DemoBadge isDemo={row.isDemo} locale={locale} /></span> },
    { key: 'buyer', header: t('buyer'), cell: (row) => <Link href={`/${locale}/admin/orders?buyer=${row.buyer}`} prefetch={false} aria-label={`${t('onlyBuyer')}: ${row.buyer}`} className="inline-flex min-h-6 items-center hover:underline"><Pseudonym value={row.buyer} /></Link> },
    { key: 'seller', header: t('seller'), cell: (row) => row.sellerName },
    { key: 'price', header: t('price'), align: 'end', cell: (row) => <PriceText priceMinor={row.priceMinor} currency={row.currency} locale={locale} words={translator(locale, 'common')} /> },
    { key: 'fee', header: t('fee'), align: 'end', cell: (row) => formatMoney(row.feeMinor, row.currency, locale) },
    { key: 'status', header: t('status'), cell: (row) => <Badge tone={row.status === 'PAID' ? 'good' : 'warn'}>{t(`statusName.${row.status}`)}</Badge> },
    { key: 'placed', header: t('placed'), cell: (row) => <time dateTime={row.placedAt} className="whitespace-nowrap">{formatDateTime(row.placedAt, locale)}</time> },
    { key: 'refund', header: translator(locale, 'refund')('column'), align: 'end', cell: (row) => (row.refundableUntil === null ? '–' : <RefundDialog orderId={row.id} dataset={row.listingTitle} amount={formatMoney(row.priceMinor, row.currency, locale)} until={formatDateTime(row.refundableUntil, locale)} action={refundOrderAction} />) },
  ];
}
