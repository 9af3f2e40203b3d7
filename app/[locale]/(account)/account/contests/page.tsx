import type { Metadata } from 'next';
import { Scale } from 'lucide-react';
import { listOwnContests } from '@/lib/registry';
import { contestKinds } from '@/lib/registry/schema';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Card, CardHeader } from '@/app/_ui/card';
import { ContestList } from '@/app/_ui/console/contest-list';
import { readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { ContestForm } from '../_parts/contest-form.client';
import { openContestAction } from './actions';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'registry.contests')('title') };
}

export default async function ContestsPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale);
  const contests = valueOrNotFound(await listOwnContests(ctx));
  const t = translator(locale, 'registry.contests');
  const about = readQuery(query, 'about') ?? '';
  return (
    <Messages locale={locale} namespaces={['registry.contests', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-10">
        <Card as="section" labelledBy="open">
          <CardHeader id="open" title={t('open')} />
          <ContestForm locale={locale} kind={contestKinds.find((name) => name === readQuery(query, 'kind')) ?? 'price'} about={/^[\w-]{0,80}$/.test(about) ? about : ''} action={openContestAction} />
        </Card>
        <ContestList locale={locale} contests={contests} empty={<EmptyState icon={<Scale />} title={t('none')} body={t('noneBody')} />} />
      </div>
    </Messages>
  );
}
