import type { Metadata } from 'next';
import Link from 'next/link';
import { GraduationCap } from 'lucide-react';
import { getTrainingProgress, listTrainingRuns } from '@/lib/monitoring';
import type { Comparison, RateTestView, RunParameters, TrainingRunView } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Card, CardHeader } from '@/app/_ui/card';
import { OverlayChart } from '@/app/_ui/charts/overlay-chart';
import { readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDateTime, formatNumber } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { trainModelsAction } from '../../actions';
import { RunCurves } from '../../_parts/run-curves';
import { RunFacts } from '../../_parts/run-facts';
import { RunsTable } from '../../_parts/runs-table';
import { TrainButton } from '../../_parts/train-button.client';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'monitor.runs')('title') };
}

export default async function TrainingRunsPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN');
  const { comparisons, shown, parameters, runs, rateTest } = valueOrNotFound(await listTrainingRuns(ctx, { comparison: readQuery(await searchParams, 'comparison') }));
  const progress = valueOrNotFound(await getTrainingProgress(ctx));
  const t = translator(locale, 'monitor');
  const facts = comparisons.find((entry) => entry.comparison === shown);
  return (
    <>
      <p className="mb-2 text-sm"><Link href={`/${locale}/admin/models`} className="text-link">{t('detail.back')}</Link></p>
      <PageHeader
        title={t('runs.title')} lead={t('runs.lead')}
        actions={<Messages locale={locale} namespaces={['monitor.runs', 'common.unexpected', 'refusals']}><TrainButton action={trainModelsAction} initial={progress} /></Messages>}
      />
      {facts ? <Shown locale={locale} facts={facts} parameters={parameters} runs={runs} rateTest={rateTest} /> : <EmptyState icon={<GraduationCap />} title={t('runs.none')} body={t('runs.noneBody')} />}
      {comparisons.length > 1 ? <Others locale={locale} comparisons={comparisons} shown={shown} /> : null}
    </>
  );
}

function Shown({ locale, facts, parameters, runs, rateTest }: { readonly locale: Locale; readonly facts: Comparison; readonly parameters: RunParameters | null; readonly runs: readonly TrainingRunView[]; readonly rateTest: RateTestView | null }) {
  const t = translator(locale, 'monitor');
  return (
    <div className="space-y-4">
      {facts.isDemo ? <p className="text-sm text-ink-soft">{t('runs.demo')}</p> : null}
      <Card as="section" labelledBy="facts"><CardHeader id="facts" title={factsLine(facts, locale)} /><RunFacts locale={locale} facts={facts} parameters={parameters} /></Card>
      <Card as="section" labelledBy="curves"><CardHeader id="curves" title={t('runs.curves')} lead={t('runs.curvesLead')} /><RunCurves locale={locale} runs={runs} /></Card>
      <RunsTable locale={locale} runs={runs} />
      {rateTest ? <RateFinder locale={locale} test={rateTest} /> : null}
    </div>
  );
}

/** Where the highest rate came from: one update at each rate until the loss runs away. */
function RateFinder({ locale, test }: { readonly locale: Locale; readonly test: RateTestView }) {
  const t = translator(locale, 'monitor.runs');
  const format = (value: number) => formatNumber(Number(value.toPrecision(3)), locale);
  const { points, suggestedRate, divergedAtRate, comparedRate } = test;
  const lowest = Math.min(...points.map((point) => point.smoothLoss));
  const highest = Math.max(...points.slice(0, Math.ceil(points.length / 2)).map((point) => point.smoothLoss));
  const marks = [...(suggestedRate === null ? [] : [{ x: suggestedRate, label: t('finderSuggested', { rate: format(suggestedRate) }) }]), { x: comparedRate, label: t('finderCompared', { rate: format(comparedRate) }) }];
  return (
    <Card as="section" labelledBy="finder">
      <CardHeader id="finder" title={t('finder')} lead={t('finderLead')} />
      <OverlayChart title={t('finder')} lines={[{ key: 'loss', label: t('finderLoss'), points: points.map((point) => ({ x: point.rate, y: point.smoothLoss })) }]} formatValue={format} xLabel={t('rate')} isLogarithmic bottom={lowest} top={highest + (highest - lowest) / 4} marks={marks} />
      <p className="mt-3 text-sm text-ink-soft">{marks.map((mark) => mark.label).join(' · ')}{divergedAtRate === null ? '' : ` · ${t('finderDiverged', { rate: format(divergedAtRate) })}`}</p>
    </Card>
  );
}

function factsLine(facts: Comparison, locale: Locale): string {
  const t = translator(locale, 'monitor');
  return t('runs.facts', { model: t(`model.${facts.model as 'price'}`), rows: facts.rowCount, at: formatDateTime(facts.startedAt, locale), seconds: Math.round(facts.seconds * 10) / 10 });
}

function Others({ locale, comparisons, shown }: { readonly locale: Locale; readonly comparisons: readonly Comparison[]; readonly shown: string | null }) {
  const t = translator(locale, 'monitor.runs');
  return (
    <section aria-labelledby="others" className="mt-10">
      <h2 id="others" className="mb-3 text-lg font-semibold">{t('others')}</h2>
      <ul className="space-y-2 text-sm">
        {comparisons.map((entry) => (
          <li key={entry.comparison}>
            <Link href={`/${locale}/admin/models/runs?comparison=${entry.comparison}`} aria-current={entry.comparison === shown ? 'page' : undefined} className={entry.comparison === shown ? 'font-medium' : 'text-link'}>{factsLine(entry, locale)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
