import type { Metadata } from 'next';
import Link from 'next/link';
import { FlaskConical } from 'lucide-react';
import { getIndexReport, getShownReport } from '@/lib/behaviour';
import type { ExperimentView, ShownReport } from '@/lib/behaviour/schema';
import { listModelVersions } from '@/lib/registry';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Card, CardHeader } from '@/app/_ui/card';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatCount, formatPercent } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { ExperimentCard } from './_parts/experiment-card';
import { FallbackCard } from './_parts/fallback-card';
import { IndexPart } from './_parts/index-part';
import { StartForm } from './_parts/start-form.client';
import { startExperimentAction } from './actions';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'lists.experiments')('link') };
}

export default async function ExperimentsPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN');
  const [report, versions, index] = [valueOrNotFound(await getShownReport(ctx)), valueOrNotFound(await listModelVersions(ctx)), valueOrNotFound(await getIndexReport(ctx))];
  const names = versions.filter((version) => version.model === 'next-item').map((version) => version.version);
  const t = translator(locale, 'lists.experiments');
  return (
    <Messages locale={locale} namespaces={['lists.experiments', 'common.close', 'common.unexpected', 'refusals']}>
      <p className="mb-2 text-sm"><Link href={`/${locale}/admin/models`} className="text-link">{translator(locale, 'monitor.detail')('back')}</Link></p>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-10">
        <Experiments locale={locale} experiments={report.experiments} />
        {report.experiments.some((experiment) => experiment.stoppedAt === null) || names.length < 2 ? null : <StartForm versions={names} action={startExperimentAction} />}
        <Shown locale={locale} report={report} />
        <IndexPart locale={locale} report={index} />
      </div>
    </Messages>
  );
}

function Experiments({ locale, experiments }: { readonly locale: Locale; readonly experiments: readonly ExperimentView[] }) {
  const t = translator(locale, 'lists.experiments');
  if (experiments.length === 0) return <EmptyState icon={<FlaskConical />} title={t('none')} body={t('noneBody')} />;
  return <ul className="space-y-5">{experiments.map((experiment) => <li key={experiment.id}><ExperimentCard locale={locale} experiment={experiment} /></li>)}</ul>;
}

function Shown({ locale, report }: { readonly locale: Locale; readonly report: ShownReport }) {
  const t = translator(locale, 'lists.experiments');
  const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${formatPercent(part / whole, locale)} (${formatCount(part, locale)})`);
  const surface = (name: string): string => { const known = (['home', 'dataset', 'search', 'cart', 'digest', 'viewed-next', 'bought-together'] as const).find((each) => each === name); return known ? t(`surfaceName.${known}`) : name; };
  const arm = (name: string): string => t(`armName.${name === 'control' || name === 'treatment' ? name : 'none'}`);
  return (
    <section aria-labelledby="shown" className="space-y-5">
      <div>
        <h2 id="shown" className="text-xl font-semibold">{t('shown')}</h2>
        <p className="mt-1 max-w-prose text-sm text-ink-soft">{t('shownLead')}</p>
      </div>
      {report.fallback === null ? null : <FallbackCard locale={locale} report={report.fallback} />}
      <DataTable
        caption={t('shown')} isCaptionHidden rows={report.rates} rowKey={(row) => `${row.model} ${row.arm} ${row.surface}`} empty={<p className="text-sm text-ink-soft">{t('noneShown')}</p>}
        columns={[
          { key: 'model', header: t('model'), isRowHeader: true, cell: (row) => <span className="font-mono text-xs">{row.model}</span> },
          { key: 'arm', header: t('arm'), cell: (row) => arm(row.arm) }, { key: 'surface', header: t('surface'), cell: (row) => surface(row.surface) },
          { key: 'places', header: t('places'), align: 'end', cell: (row) => formatCount(row.shown, locale) },
          { key: 'clicked', header: t('clicked'), align: 'end', cell: (row) => share(row.clicked, row.shown) },
          { key: 'saved', header: t('savedCol'), align: 'end', cell: (row) => share(row.saved, row.shown) },
          { key: 'bought', header: t('boughtCol'), align: 'end', cell: (row) => share(row.bought, row.shown) },
        ]}
      />
      {report.positions.length === 0 ? null : (
        <Card as="section" labelledBy="by-position">
          <CardHeader id="by-position" level={3} title={t('byPosition')} />
          <BarChart caption={t('byPosition')} labelHeader={t('position')} valueHeader={t('clicked')} rows={report.positions.map((row) => ({ key: String(row.position), label: `${t('position')} ${row.position}`, value: row.shown === 0 ? 0 : row.clicked / row.shown, text: share(row.clicked, row.shown) }))} />
        </Card>
      )}
      {report.aggregate.length === 0 ? null : <DataTable
        caption={t('aggregate')} rows={report.aggregate} rowKey={(row) => `${row.model} ${row.surface}`}
        columns={[
          { key: 'model', header: t('model'), isRowHeader: true, cell: (row) => <span className="font-mono text-xs">{row.model}</span> }, { key: 'surface', header: t('surface'), cell: (row) => surface(row.surface) },
          { key: 'places', header: t('places'), align: 'end', cell: (row) => formatCount(row.shown, locale) },
        ]}
      />}
    </section>
  );
}
