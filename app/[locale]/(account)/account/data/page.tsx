import type { Metadata } from 'next';
import { Database } from 'lucide-react';
import { listOwned, listOwnedRevisions } from '@/lib/orders';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { LinkButton } from '@/app/_ui/button';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { OwnedDataset } from '../_parts/owned-dataset';
import { RevisionNews } from '../_parts/revision-news';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'account.data')('title') };
}

export default async function MyDataPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'BUYER');
  const [owned, revisions] = [valueOrNotFound(await listOwned(ctx)), valueOrNotFound(await listOwnedRevisions(ctx))];
  const t = translator(locale, 'account.data');
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {owned.length === 0 ? (
        <EmptyState icon={<Database />} title={t('empty')} body={t('emptyBody')} action={<LinkButton href={`/${locale}/search`} variant="primary">{t('browse')}</LinkButton>} />
      ) : (
        <Messages locale={locale} namespaces={['account.data', 'revisions.mine', 'common.close', 'common.cancel', 'common.copy', 'common.copied', 'common.unexpected', 'refusals']}>
          <RevisionNews locale={locale} owned={owned} revisions={revisions} />
          <ul className="space-y-5">
            {owned.map((row) => <li key={row.entitlementId}><OwnedDataset locale={locale} row={row} revisions={revisions.find((own) => own.entitlementId === row.entitlementId)} /></li>)}
          </ul>
        </Messages>
      )}
    </>
  );
}
