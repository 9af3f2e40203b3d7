import type { Metadata } from 'next';
import { Mail } from 'lucide-react';
import { listBuyerContacts } from '@/lib/rights';
import { buyerContactsInput } from '@/lib/rights/schema';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { hrefWith, readQuery, type Query } from '@/app/_ui/console/query';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { KeysetPagination } from '@/app/_ui/pagination';
import { PageHeader } from '@/app/_ui/page-header';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'trust.contacts')('title'), robots: { index: false } };
}

export default async function BuyerContactsPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const asked = buyerContactsInput.safeParse({ cursor: readQuery(await searchParams, 'cursor') });
  const input = asked.success ? asked.data : {};
  const { items, nextCursor } = valueOrNotFound(await listBuyerContacts(await requireContext(locale, 'SELLER'), input));
  const path = `/${locale}/sell/contacts`;
  const t = translator(locale, 'trust.contacts');
  return (
    <div className="page-width py-10">
      <PageHeader title={t('title')} lead={t('lead')} breadcrumbs={[{ label: translator(locale, 'seller')('title'), href: `/${locale}/sell` }, { label: t('title') }]} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')} />
      <DataTable
        caption={t('title')} isCaptionHidden rows={items} rowKey={(row) => row.buyer}
        columns={[
          { key: 'buyer', header: t('buyer'), isRowHeader: true, cell: (row) => <Pseudonym value={row.buyer} /> },
          { key: 'email', header: t('email'), cell: (row) => <a href={`mailto:${row.email}`} className="break-all text-link">{row.email}</a> },
          { key: 'bought', header: t('bought'), cell: (row) => row.titles.join(', ') },
        ]}
        empty={<EmptyState icon={<Mail />} title={t('none')} body={t('noneBody')} />}
      />
      <KeysetPagination locale={locale} firstHref={input.cursor === undefined ? null : path} nextHref={nextCursor === null ? null : hrefWith(path, {}, { cursor: nextCursor })} />
    </div>
  );
}
