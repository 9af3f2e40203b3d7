import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { ArrowRight, Boxes } from 'lucide-react';
import { getNextActionReport, recommend } from '@/lib/behaviour';
import type { NextActionReport } from '@/lib/behaviour/schema';
import { getHealth } from '@/lib/monitoring';
import { engineVersion } from '@/lib/pricing';
import type { Locale } from '@/lib/shared/locale';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { Card, CardHeader } from '@/app/_ui/card';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatNumber, formatPercent } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { Stat } from '@/app/_ui/stat';
import { ReliabilityPart } from '../_parts/reliability-part';
import { ConfusionTable } from '../_parts/confusion-table';
import { ModelHealthCards } from '../_parts/model-health';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'admin.models')('title') };
}

export default async function AdminModelsPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN');
  // Worked out once for both places that show it, and sent when it is there: it may take seconds.
  const report = getNextActionReport(ctx).then(valueOrNotFound);
  const [list, health] = await Promise.all([recommend(ctx, { size: 1 }), getHealth(ctx)]);
  const t = translator(locale, 'admin.models');
  const served = valueOrNotFound(list).modelVersion;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-10">
        <ModelHealthCards locale={locale} models={valueOrNotFound(health)} />
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          <Link href={`/${locale}/admin/models/versions`} className="inline-flex min-h-6 items-center gap-1.5 text-link">{translator(locale, 'registry.versions')('title')}<ArrowRight aria-hidden className="size-4" /></Link>
          <Link href={`/${locale}/admin/models/pricing`} className="inline-flex min-h-6 items-center gap-1.5 text-link">{translator(locale, 'studio.model')('title')}<ArrowRight aria-hidden className="size-4" /></Link>
          <Link href={`/${locale}/admin/models/runs`} className="inline-flex min-h-6 items-center gap-1.5 text-link">{translator(locale, 'monitor.runs')('link')}<ArrowRight aria-hidden className="size-4" /></Link>
          <Link href={`/${locale}/admin/models/experiments`} className="inline-flex min-h-6 items-center gap-1.5 text-link">{translator(locale, 'lists.experiments')('link')}<ArrowRight aria-hidden className="size-4" /></Link>
          <Link href={`/${locale}/models`} className="inline-flex min-h-6 items-center gap-1.5 text-link">{translator(locale, 'registry.cards')('title')}<ArrowRight aria-hidden className="size-4" /></Link>
        </p>
        <section aria-label={t('versions')}>
          <dl className="grid gap-3 sm:grid-cols-3">
            <Version label={t('pricing')} value={engineVersion} />
            <Version label={t('recommender')} value={served === 'popularity' ? t('popularity') : served} />
            <Suspense fallback={<Version label={t('next')} value="…" />}><NextActionVersion label={t('next')} report={report} /></Suspense>
          </dl>
        </section>
        <section aria-labelledby="report">
          <h2 id="report" className="text-xl font-semibold">{t('report')}</h2>
          <p className="mt-1 mb-5 max-w-prose text-sm text-ink-soft">{t('reportLead')}</p>
          <Suspense fallback={<p role="status" className="text-sm text-ink-soft">{t('measuring')}</p>}><ReportPart locale={locale} report={report} /></Suspense>
        </section>
      </div>
    </>
  );
}

async function NextActionVersion({ label, report }: { readonly label: string; readonly report: Promise<NextActionReport> }) {
  return <Version label={label} value={(await report)?.modelVersion ?? '–'} />;
}

async function ReportPart({ locale, report }: { readonly locale: Locale; readonly report: Promise<NextActionReport> }) {
  const t = translator(locale, 'admin.models');
  const found = await report;
  return found ? <Report locale={locale} report={found} /> : <EmptyState level={3} icon={<Boxes />} title={t('none')} body={t('noneBody')} />;
}

function Version({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="rounded-card border border-line bg-surface p-4">
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className="mt-1 font-mono text-sm font-medium break-words">{value}</dd>
    </div>
  );
}

function Report({ locale, report }: { readonly locale: Locale; readonly report: NonNullable<NextActionReport> }) {
  const t = translator(locale, 'admin.models');
  // Shown only by intervals: a lead of a tenth of a point says nothing.
  const others = [['logistic', report.overLogistic], ['markov', report.overMarkov], ['majority', report.overMajority]] as const;
  const unbeaten = others.filter(([, [low]]) => low <= 0).map(([name]) => t(name));
  const rounded = (value: number): string => formatNumber(Math.round(value * 1000) / 1000, locale);
  const bar = (key: string, label: string, value: number) => ({ key, label, value, text: formatPercent(value, locale) });
  return (
    <div className="space-y-5">
      {report.demoShare > 0 ? (
        <Alert tone="warn" title={t('demo', { share: formatPercent(report.demoShare, locale) })}>{t('demoBody')}</Alert>
      ) : null}
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        <Stat label={t('accuracy')} value={formatPercent(report.accuracy, locale)} hint={t('accuracyHint')} />
        <Stat label={t('macroF1')} value={rounded(report.macroF1)} hint={t('macroF1Hint')} />
        <Stat label={t('logLoss')} value={rounded(report.logLoss)} hint={t('logLossHint')} />
        <Stat label={t('logisticLogLoss')} value={rounded(report.logisticLogLoss)} hint={t(report.logLoss <= report.logisticLogLoss ? 'logLossBetter' : 'logLossWorse')} />
        <Stat label={t('train')} value={t('events', { count: report.trainCount })} />
        <Stat label={t('test')} value={t('events', { count: report.testCount })} />
      </dl>
      <Card as="section" labelledBy="compare">
        <CardHeader id="compare" level={3} title={t('compare')} lead={unbeaten.length === 0 ? t('better') : t('notBetter', { others: new Intl.ListFormat(locale, { type: 'conjunction' }).format(unbeaten) })} />
        <BarChart
          caption={t('compare')} labelHeader={t('measure')} valueHeader={t('accuracy')} max={1}
          rows={[
            bar('model', report.modelVersion, report.accuracy), bar('logistic', t('logistic'), report.logisticAccuracy),
            bar('markov', t('markov'), report.markovAccuracy), bar('majority', t('majority'), report.majorityAccuracy),
          ]}
        />
      </Card>
      <ReliabilityPart locale={locale} report={report} />
      <Card as="section" labelledBy="confusion">
        <CardHeader id="confusion" level={3} title={t('confusion')} lead={t('confusionLead')} />
        <ConfusionTable locale={locale} confusion={report.confusion} />
      </Card>
    </div>
  );
}
