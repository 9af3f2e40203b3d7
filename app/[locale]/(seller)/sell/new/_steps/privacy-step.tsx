import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getOwnPrivacy } from '@/lib/datasets';
import type { OwnPrivacy } from '@/lib/datasets/schema';
import type { Context } from '@/lib/db';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { formatCount, formatDateTime } from '@/app/_ui/format';
import { ApprovalForm } from '@/app/_ui/privacy/approval-form.client';
import { FindingAnswer } from '@/app/_ui/privacy/finding-answer.client';
import { FindingsTable } from '@/app/_ui/privacy/findings-table';
import { QuasiForm } from '@/app/_ui/privacy/quasi-form.client';
import { RiskGauges } from '@/app/_ui/privacy/risk-gauges';
import { VisibilityForm } from '@/app/_ui/privacy/visibility-form.client';
import { WhatIfTable } from '@/app/_ui/privacy/what-if.client';
import { applyGeneralisationAction, chooseQuasiAction, chooseVisibilityAction, decideFindingAction, requestApprovalAction, tryGeneralisationAction } from '../../privacy/actions';

type Props = { readonly locale: Locale; readonly ctx: Context; readonly revisionId: string; /** Where a draft is there already. */ readonly listingId: string | null };

/** People in the table: what was found, how easily they could be singled out, what to do about it, and what everybody will see. */
export async function PrivacyStep({ locale, ctx, revisionId, listingId }: Props) {
  const own = await getOwnPrivacy(ctx, { revisionId });
  if (!own.ok) return notFound();
  const { report, columns, minTopCount, fileName, number } = own.value;
  const t = translator(locale, 'privacy');
  const of = listingId === null ? `revision=${revisionId}` : `listing=${listingId}`;
  const next = <LinkButton href={`/${locale}/sell/new?${of}&step=details`} variant="primary" size="lg">{t('continue')}</LinkButton>;
  return (
    <Messages locale={locale} namespaces={['privacy', 'notice.provenance', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <div className="space-y-8">
        <div className="flex flex-wrap items-center justify-between gap-4">
          <div className="min-w-0">
            <h2 className="text-xl font-semibold break-all">{t('title', { name: fileName })}</h2>
            <p className="mt-1 text-sm text-ink-soft">{t('scanned', { columns: formatCount(report.columnCount, locale), at: formatDateTime(report.scannedAt, locale), version: report.scannerVersion, number })}</p>
          </div>
          {next}
        </div>
        <Standing locale={locale} report={report} />
        <Card as="section" labelledBy="findings">
          <CardHeader id="findings" title={t('findings.title')} lead={t('findings.lead')} />
          {report.findings.length === 0 ? <Alert tone="good">{t('findings.none')}</Alert>
            : <FindingsTable locale={locale} findings={report.findings} act={(finding, what) => <FindingAnswer findingId={finding.id} what={what} isAnswered={finding.verdict !== 'OPEN'} action={decideFindingAction} />} />}
          <p className="mt-3 text-sm text-ink-soft">{t.rich('findings.contest', { link: (words) => <Link href={`/${locale}/account/contests?kind=risk&about=${revisionId}`} className="text-link">{words}</Link> })}</p>
        </Card>
        <Card as="section" labelledBy="risk">
          <CardHeader id="risk" title={t('risk.title')} lead={report.isAboutPeople ? t('risk.lead', { columns: report.quasi.join(', ') || '–' }) : t('risk.notPeople')} />
          {report.risk ? <RiskGauges locale={locale} risk={report.risk} /> : null}
          <div className="mt-5"><QuasiForm key={JSON.stringify([report.quasi, report.isAboutPeople])} report={report} columns={columns.map((column) => column.name)} action={chooseQuasiAction} /></div>
        </Card>
        <Card as="section" labelledBy="what-if">
          <CardHeader id="what-if" title={t('whatIf.title')} lead={t('whatIf.lead')} />
          <WhatIfTable key={revisionId} revisionId={revisionId} columns={columns} first={[...report.findings.map((finding) => finding.column), ...report.quasi]} tryAction={tryGeneralisationAction} applyAction={applyGeneralisationAction} />
        </Card>
        {report.reasons.length > 0 ? <Approval locale={locale} report={report} /> : null}
        <Card as="section" labelledBy="visibility">
          <CardHeader id="visibility" title={t('visibility.title')} lead={t('visibility.lead')} />
          <VisibilityForm key={revisionId} revisionId={revisionId} columns={columns} minTopCount={minTopCount} action={chooseVisibilityAction} />
        </Card>
        {next}
      </div>
    </Messages>
  );
}

function Standing({ locale, report }: { readonly locale: Locale; readonly report: OwnPrivacy['report'] }) {
  const t = translator(locale, 'privacy.standing');
  if (report.openCount > 0) return <Alert tone="warn" title={t('open', { count: report.openCount })}>{t('openBody')}</Alert>;
  if (report.reasons.length === 0) return <Alert tone="good" title={t('clear')}>{t('clearBody')}</Alert>;
  switch (report.approval?.state) {
    case 'APPROVED': return <Alert tone="good" title={t('approved')}>{report.approval.answer}</Alert>;
    case 'OPEN': return <Alert tone="info" title={t('waiting')}>{t('waitingBody')}</Alert>;
    case 'REFUSED': return <Alert tone="bad" title={t('refused')}>{report.approval.answer}</Alert>;
    case undefined: return <Alert tone="warn" title={t('needed')}>{report.reasons.map((reason) => t(`reason.${reason}`)).join(' ')}</Alert>;
  }
}

function Approval({ locale, report }: { readonly locale: Locale; readonly report: OwnPrivacy['report'] }) {
  const t = translator(locale, 'privacy.approval');
  const { approval, openCount, revisionId } = report;
  const canAsk = openCount === 0 && (approval === null || approval.state === 'REFUSED');
  return (
    <Card as="section" labelledBy="approval">
      <CardHeader id="approval" title={t('title')} lead={t('lead')} />
      {canAsk ? <ApprovalForm revisionId={revisionId} action={requestApprovalAction} /> : <p className="text-sm text-ink-soft">{openCount > 0 ? t('answerFirst') : t(`state.${approval?.state ?? 'OPEN'}`)}</p>}
    </Card>
  );
}
