import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Activity } from 'lucide-react';
import { getModelMetrics } from '@/lib/monitoring';
import { modelHealthInput, modelNames, type ModelName } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { isLocale } from '@/lib/shared/locale';
import { listModelVersions, listRecentDecisions } from '@/lib/registry';
import { versionedModels } from '@/lib/registry/schema';
import { getWorstSlices } from '@/lib/behaviour';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { classNames } from '@/app/_ui/class-names';
import { readQuery, type Query } from '@/app/_ui/console/query';
import { LiveRefresh } from '@/app/_ui/console/live-refresh.client';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { AlertMarks } from '../../_parts/alert-marks';
import { DriftPart } from '../../_parts/drift-part';
import { DeploymentMarks } from '../../_parts/deployment-marks';
import { MetricCharts } from '../../_parts/metric-charts';
import { RecentDecisions } from '../../_parts/recent-decisions';
import { WorstSlicesPart } from '../../_parts/worst-slices';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly model: string }>; readonly searchParams: Promise<Query> };
const spans = [1, 7, 30] as const;

async function readAddress(params: PageProps['params']): Promise<{ locale: Locale; model: ModelName }> {
  const { locale, model: wanted } = await params;
  const model = modelNames.find((name) => name === wanted);
  return isLocale(locale) && model ? { locale, model } : notFound();
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { locale, model } = await readAddress(params);
  return { title: translator(locale, 'monitor.model')(model) };
}

export default async function AdminModelPage({ params, searchParams }: PageProps) {
  const { locale, model } = await readAddress(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN');
  const t = translator(locale, 'monitor');
  const wanted = modelHealthInput.safeParse({ model, days: Number(readQuery(query, 'days') ?? 30) });
  const input = wanted.success ? wanted.data : modelHealthInput.parse({ model });
  const metrics = valueOrNotFound(await getModelMetrics(ctx, input));
  const versioned = versionedModels.find((name) => name === model);
  const [versions, decisions, slices] = versioned ? await Promise.all([listModelVersions(ctx), listRecentDecisions(ctx, { model: versioned }), getWorstSlices(ctx, { model: versioned })]) : [null, null, null];
  const since = ctx.now().getTime() - input.days * 86_400_000;
  const deployments = versions === null ? [] : valueOrNotFound(versions).filter((version) => version.model === model).flatMap((version) => version.stages.filter((event) => Date.parse(event.at) >= since).map((event) => ({ ...event, version: version.version })));
  const path = `/${locale}/admin/models/${model}`;
  return (
    <>
      <LiveRefresh />
      <p className="mb-2 text-sm"><Link href={`/${locale}/admin/models`} className="text-link">{t('detail.back')}</Link></p>
      <PageHeader title={t(`model.${model}`)} lead={t('detail.lead', { days: input.days })} />
      <nav aria-label={t('detail.span')} className="mb-6 flex flex-wrap gap-2">
        {spans.map((days) => (
          <Link key={days} href={`${path}?days=${days}`} aria-current={days === input.days ? 'page' : undefined} className={classNames('inline-flex min-h-8 items-center rounded-lg border px-3 text-sm', days === input.days ? 'border-accent bg-accent-soft font-medium text-accent-strong' : 'border-line bg-surface text-ink-soft hover:text-ink')}>
            {t('detail.days', { days })}
          </Link>
        ))}
      </nav>
      {metrics.series.length === 0 ? <EmptyState icon={<Activity />} title={t('detail.none')} body={t('detail.noneBody')} /> : (
        <div className="space-y-8">
          <MetricCharts locale={locale} series={metrics.series} isByHour={input.days === 1} marks={[...deployments.map((event) => ({ at: event.at, kind: 'deployment' as const })), ...metrics.alerts.map((alert) => ({ at: alert.raisedAt, kind: 'alert' as const }))]} />
          <DriftPart locale={locale} series={metrics.series} />
          <AlertMarks locale={locale} alerts={metrics.alerts} />
        </div>
      )}
      {versions === null || decisions === null || slices === null ? null : (
        <div className="mt-8 space-y-8">
          <DeploymentMarks locale={locale} deployments={deployments} />
          <WorstSlicesPart locale={locale} found={valueOrNotFound(slices)} />
          <RecentDecisions locale={locale} decisions={valueOrNotFound(decisions)} />
        </div>
      )}
    </>
  );
}
