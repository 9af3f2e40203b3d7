import type { Metadata } from 'next';
import Link from 'next/link';
import { Tags } from 'lucide-react';
import { listAllListings } from '@/lib/catalog';
import { listAllListingsInput, listingState, listingStates, type AdminListingRow } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Button, LinkButton } from '@/app/_ui/button';
import { DemoBadge } from '@/app/_ui/console/demo-badge';
import { ListingStatus } from '@/app/_ui/console/listing-status';
import { hrefWith, readFilter, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { Field, SelectInput, TextInput } from '@/app/_ui/field';
import { formatCount, formatDate, formatMoney } from '@/app/_ui/format';
import { PriceText } from '@/app/_ui/market/price-text';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';
import { FilterBar } from '../_parts/filter-bar';
import { ModerateDialog } from './_parts/moderate-dialog.client';
import { allowListingAgainAction, takeDownListingAction } from './actions';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'admin.listings')('title') };
}

export default async function AdminListingsPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN');
  const cursor = readQuery(query, 'cursor');
  const filter = readFilter(query, listAllListingsInput);
  const page = valueOrNotFound(await listAllListings(ctx, { cursor, size: 50, ...filter }));
  const isFiltered = filter.status !== undefined || filter.title !== undefined;
  const t = translator(locale, 'admin.listings');
  const path = `/${locale}/admin/listings`;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="mb-6">
        <FilterBar path={path} label={t('filters')} submit={<Button type="submit" variant="primary">{t('apply')}</Button>} clear={isFiltered ? <LinkButton href={path} variant="quiet">{t('clear')}</LinkButton> : null}>
          <Field id="title" label={t('search')}>{(control) => <TextInput key={filter.title} {...control} name="title" type="search" maxLength={120} defaultValue={filter.title} />}</Field>
          <Field id="status" label={t('status')}>
            {(control) => (
              <SelectInput key={filter.status} {...control} name="status" defaultValue={filter.status}>
                <option value="">{t('anyStatus')}</option>
                {listingStates.map((state) => <option key={state} value={state}>{translator(locale, 'admin.listingStatus')(state)}</option>)}
              </SelectInput>
            )}
          </Field>
        </FilterBar>
      </div>
      <Messages locale={locale} namespaces={['admin.listings', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
        <DataTable
          caption={t('caption')} isCaptionHidden columns={listingColumns(locale)} rows={page.items} rowKey={(row) => row.id}
          empty={<EmptyState icon={<Tags />} title={t(isFiltered ? 'noneFits' : 'empty')} body={t(isFiltered ? 'noneFitsBody' : 'emptyBody')} />}
        />
      </Messages>
      <KeysetPagination locale={locale} firstHref={cursor === undefined ? null : hrefWith(path, query, { cursor: null })} nextHref={page.nextCursor === null ? null : hrefWith(path, query, { cursor: page.nextCursor })} />
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
    { key: 'status', header: t('status'), cell: (row) => <span className="block max-w-56"><ListingStatus status={listingState(row)} locale={locale} />{row.takenDownReason === null ? null : <span className="mt-1 block text-xs text-ink-soft">{t('because', { reason: row.takenDownReason })}</span>}</span> },
    { key: 'price', header: t('price'), align: 'end', cell: (row) => (row.status === 'DRAFT' ? none : <PriceText priceMinor={row.priceMinor} currency={row.currency} locale={locale} words={translator(locale, 'common')} />) },
    { key: 'rows', header: t('rows'), align: 'end', cell: (row) => formatCount(row.rowCount, locale) },
    { key: 'sales', header: t('sales'), align: 'end', cell: (row) => formatCount(row.salesCount, locale) },
    { key: 'revenue', header: t('revenue'), align: 'end', cell: (row) => formatMoney(row.revenueMinor, row.currency, locale) },
    { key: 'published', header: t('published'), cell: (row) => (row.publishedAt === null ? none : <time dateTime={row.publishedAt} className="whitespace-nowrap">{formatDate(row.publishedAt, locale)}</time>) },
    { key: 'moderate', header: t('moderate'), align: 'end', cell: (row) => (row.status === 'DRAFT' && row.takenDownReason === null ? none : <ModerateDialog listingId={row.id} title={row.title} isTakenDown={row.takenDownReason !== null} action={row.takenDownReason === null ? takeDownListingAction : allowListingAgainAction} />) },
  ];
}
