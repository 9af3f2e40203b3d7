import type { Metadata } from 'next';
import { ShieldAlert } from 'lucide-react';
import { listApprovals } from '@/lib/datasets';
import { collectionKinds, lawfulBases, noticeKinds, type ApprovalRequestView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Badge, type Tone } from '@/app/_ui/badge';
import { Card, CardHeader } from '@/app/_ui/card';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatCount, formatDateTime } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { ApprovalAnswer } from '@/app/_ui/privacy/approval-answer.client';
import { FindingsTable } from '@/app/_ui/privacy/findings-table';
import { RiskGauges } from '@/app/_ui/privacy/risk-gauges';
import { countryNames } from '@/app/_ui/terms/country-names';
import { answerApprovalAction } from './actions';

type PageProps = { readonly params: LocaleParams };
const tones: Readonly<Record<ApprovalRequestView['approval']['state'], Tone>> = { OPEN: 'warn', APPROVED: 'good', REFUSED: 'bad' };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'privacy.queue')('heading') };
}

export default async function AdminPrivacyPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN');
  const requests = valueOrNotFound(await listApprovals(ctx));
  const t = translator(locale, 'privacy.queue');
  return (
    <Messages locale={locale} namespaces={['privacy.queue', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('heading')} lead={t('lead')} />
      {requests.length === 0 ? <EmptyState icon={<ShieldAlert />} title={t('none')} body={t('noneBody')} /> : (
        <ul className="space-y-6">{requests.map((request) => <li key={request.approval.id}><Request locale={locale} request={request} /></li>)}</ul>
      )}
    </Messages>
  );
}

function Request({ locale, request }: { readonly locale: Locale; readonly request: ApprovalRequestView }) {
  const t = translator(locale, 'privacy.queue');
  const bases = translator(locale, 'privacy.approval.bases');
  const { approval, report, dataset, rowCount, sellerName, sellerPseudonym, number } = request;
  const basis = lawfulBases.find((name) => name === approval.lawfulBasis);
  const from = translator(locale, 'notice.provenance');
  const [collection, notice] = [collectionKinds.find((name) => name === approval.collection), noticeKinds.find((name) => name === approval.noticeGiven)];
  const isOpen = approval.state === 'OPEN';
  return (
    <Card as="section" labelledBy={`request-${approval.id}`}>
      <CardHeader
        id={`request-${approval.id}`} title={dataset} lead={t('facts', { seller: sellerName, pseudonym: sellerPseudonym, rows: formatCount(rowCount, locale), number, at: formatDateTime(approval.requestedAt, locale) })}
        actions={isOpen ? <><ApprovalAnswer approvalId={approval.id} name={dataset} state="REFUSED" action={answerApprovalAction} /><ApprovalAnswer approvalId={approval.id} name={dataset} state="APPROVED" action={answerApprovalAction} /></> : <Badge tone={tones[approval.state]}>{t(`state.${approval.state}`)}</Badge>}
      />
      <dl className="mb-5 grid gap-x-8 gap-y-3 text-sm sm:grid-cols-[12rem_1fr]">
        <dt className="text-ink-soft">{t('basis')}</dt><dd>{basis ? bases(basis) : approval.lawfulBasis}</dd>
        {collection && notice ? <><dt className="text-ink-soft">{from('heading')}</dt><dd>{from('told', { collection: from(`collections.${collection}`), notice: from(`notices.${notice}`), territories: countryNames(approval.territories, locale) })}</dd></> : null}
        <dt className="text-ink-soft">{t('statement')}</dt><dd className="whitespace-pre-line">{approval.statement}</dd>
        {approval.answer === '' ? null : <><dt className="text-ink-soft">{t('answer')}</dt><dd>{approval.answer}</dd></>}
      </dl>
      {isOpen ? <Evidence locale={locale} report={report} /> : (
        <details><summary className="inline-flex min-h-8 items-center text-sm font-medium text-accent hover:underline">{t('evidence')}</summary><div className="mt-4"><Evidence locale={locale} report={report} /></div></details>
      )}
    </Card>
  );
}

function Evidence({ locale, report }: { readonly locale: Locale; readonly report: ApprovalRequestView['report'] }) {
  return (
    <div className="space-y-6">
      {report.findings.length > 0 ? <FindingsTable locale={locale} findings={report.findings} /> : null}
      {report.risk ? <RiskGauges locale={locale} risk={report.risk} /> : null}
    </div>
  );
}
