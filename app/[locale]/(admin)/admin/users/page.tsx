import type { Metadata } from 'next';
import Link from 'next/link';
import { Users } from 'lucide-react';
import { listUsers } from '@/lib/identity';
import { accountStatuses, listUsersInput, roles, type UserRow } from '@/lib/identity/schema';
import type { Locale } from '@/lib/shared/locale';
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
import { Field, SelectInput } from '@/app/_ui/field';
import { formatCount, formatDate } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';
import { FilterBar } from '../_parts/filter-bar';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'admin.users')('title') };
}

export default async function AdminUsersPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN', 'AUDITOR');
  const cursor = readQuery(query, 'cursor');
  const filter = readFilter(query, listUsersInput);
  const page = valueOrNotFound(await listUsers(ctx, { cursor, size: 50, ...filter }));
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const t = translator(locale, 'admin.users');
  const path = `/${locale}/admin/users`;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="mb-6">
        <FilterBar path={path} label={t('filters')} submit={<Button type="submit" variant="primary">{t('apply')}</Button>} clear={isFiltered ? <LinkButton href={path} variant="quiet">{t('clear')}</LinkButton> : null}>
          <Field id="role" label={t('role')}>
            {(control) => (
              <SelectInput key={filter.role} {...control} name="role" defaultValue={filter.role}>
                <option value="">{t('anyRole')}</option>
                {roles.map((role) => <option key={role} value={role}>{translator(locale, 'common.role')(role)}</option>)}
              </SelectInput>
            )}
          </Field>
          <Field id="status" label={t('status')}>
            {(control) => (
              <SelectInput key={filter.status} {...control} name="status" defaultValue={filter.status}>
                <option value="">{t('anyStatus')}</option>
                {accountStatuses.map((status) => <option key={status} value={status}>{t(`statusName.${status}`)}</option>)}
              </SelectInput>
            )}
          </Field>
        </FilterBar>
      </div>
      <DataTable
        caption={t('caption')} isCaptionHidden columns={userColumns(locale)} rows={page.items} rowKey={(row) => row.pseudonym}
        empty={<EmptyState icon={<Users />} title={t(isFiltered ? 'noneFits' : 'empty')} body={t(isFiltered ? 'noneFitsBody' : 'emptyBody')} action={isFiltered ? <LinkButton href={path}>{t('clear')}</LinkButton> : null} />}
      />
      <KeysetPagination locale={locale} firstHref={cursor === undefined ? null : hrefWith(path, query, { cursor: null })} nextHref={page.nextCursor === null ? null : hrefWith(path, query, { cursor: page.nextCursor })} />
    </>
  );
}

function userColumns(locale: Locale): readonly Column<UserRow>[] {
  const t = translator(locale, 'admin.users');
  const common = translator(locale, 'common.role');
  return [
    { key: 'person', header: t('person'), isRowHeader: true, cell: (row) => <span className="inline-flex flex-wrap items-center gap-2"><Link href={`/${locale}/admin/users/${row.pseudonym}`} prefetch={false} className="text-link"><Pseudonym value={row.pseudonym} isWhole /></Link><DemoBadge isDemo={row.isDemo} locale={locale} /></span> },
    {
      key: 'roles', header: t('roles'),
      cell: (row) => <span className="inline-flex flex-wrap gap-1">{roles.filter((role) => row.roles.includes(role)).map((role) => <Badge key={role} tone={role === 'ADMIN' ? 'info' : 'neutral'}>{common(role)}</Badge>)}</span>,
    },
    { key: 'seller', header: t('seller'), cell: (row) => row.sellerName ?? <span className="text-ink-faint">–</span> },
    { key: 'orders', header: t('orders'), align: 'end', cell: (row) => formatCount(row.orderCount, locale) },
    { key: 'status', header: t('status'), cell: (row) => <Badge tone={row.status === 'ACTIVE' ? 'good' : 'neutral'}>{t(`statusName.${row.status}`)}</Badge> },
    { key: 'since', header: t('since'), cell: (row) => <time dateTime={row.createdAt} className="whitespace-nowrap">{formatDate(row.createdAt, locale)}</time> },
  ];
}
