import type { Metadata } from 'next';
import { Mail } from 'lucide-react';
import { listBuyerContacts } from '@/lib/rights';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'trust.contacts')('title'), robots: { index: false } };
}

export default async function BuyerContactsPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const contacts = valueOrNotFound(await listBuyerContacts(await requireContext(locale, 'SELLER')));
  const t = translator(locale, 'trust.contacts');
  return (
    <div className="page-width py-10">
      <PageHeader title={t('title')} lead={t('lead')} breadcrumbs={[{ label: translator(locale, 'seller')('title'), href: `/${locale}/sell` }, { label: t('title') }]} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')} />
      <DataTable
        caption={t('title')} isCaptionHidden rows={contacts} rowKey={(row) => row.buyer}
        columns={[
          { key: 'buyer', header: t('buyer'), isRowHeader: true, cell: (row) => <Pseudonym value={row.buyer} /> },
          { key: 'email', header: t('email'), cell: (row) => <a href={`mailto:${row.email}`} className="break-all text-link">{row.email}</a> },
          { key: 'bought', header: t('bought'), cell: (row) => row.titles.join(', ') },
        ]}
        empty={<EmptyState icon={<Mail />} title={t('none')} body={t('noneBody')} />}
      />
    </div>
  );
}
