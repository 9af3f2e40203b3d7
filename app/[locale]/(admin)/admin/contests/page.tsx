import type { Metadata } from 'next';
import { Scale } from 'lucide-react';
import { contestDays, listContests } from '@/lib/registry';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { ContestList } from '@/app/_ui/console/contest-list';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { AnswerDialog } from '../_parts/answer-dialog.client';
import { answerContestAction } from './actions';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'registry.contests')('title') };
}

export default async function AdminContestsPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN');
  const contests = valueOrNotFound(await listContests(ctx));
  const t = translator(locale, 'registry.contests');
  return (
    <Messages locale={locale} namespaces={['registry.contests', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title')} lead={t('adminLead', { days: contestDays })} />
      <ContestList locale={locale} contests={contests} empty={<EmptyState icon={<Scale />} title={t('adminNone')} body={t('adminNoneBody')} />} act={(contest) => (contest.state === 'OPEN' ? <AnswerDialog contestId={contest.id} action={answerContestAction} /> : <span className="text-ink-faint">–</span>)} />
    </Messages>
  );
}
