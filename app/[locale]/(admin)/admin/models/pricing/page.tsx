import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { listTrainingRuns } from '@/lib/monitoring';
import { listSimulations } from '@/lib/pricing';
import { marketShapes, type PastSimulation, type SimulatedMarket } from '@/lib/pricing/schema';
import { listModelVersions } from '@/lib/registry';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { PageHeader } from '@/app/_ui/page-header';
import { VersionCard } from '../versions/_parts/version-card';
import { simulatePricingAction } from './actions';
import { DemandCurves } from './_parts/demand-curves';
import { HeldPromises } from './_parts/held-promises';
import { PastSimulations } from './_parts/past-simulations';
import { Simulator } from './_parts/simulator.client';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'studio.model')('title') };
}

/** What the price engine learnt, whether what it says holds, what it would earn elsewhere, and which version serves. */
export default async function PricingModelPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN');
  const t = translator(locale, 'studio.model');
  const newest = valueOrNotFound(await listTrainingRuns(ctx, {})).comparisons.find((entry) => entry.model === 'price');
  const runs = newest ? valueOrNotFound(await listTrainingRuns(ctx, { comparison: newest.comparison })).runs : [];
  const past = valueOrNotFound(await listSimulations(ctx));
  const versions = valueOrNotFound(await listModelVersions(ctx)).filter((version) => version.model === 'price');
  return (
    <>
      <p className="mb-2 text-sm"><Link href={`/${locale}/admin/models`} className="text-link">{translator(locale, 'monitor.detail')('back')}</Link></p>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-8">
        <DemandCurves locale={locale} runs={runs} />
        <Suspense fallback={<p role="status" className="text-sm text-ink-soft">{t('measuring')}</p>}><HeldPromises locale={locale} /></Suspense>
        <Card as="section" labelledBy="simulator">
          <CardHeader id="simulator" title={t('simulator')} lead={t('simulatorLead')} />
          <Messages locale={locale} namespaces={['studio.model', 'common.unexpected', 'refusals']}><Simulator locale={locale} latest={latestOf(past)} simulate={simulatePricingAction} /></Messages>
          <PastSimulations locale={locale} runs={past} />
        </Card>
        <section aria-labelledby="versions" className="space-y-3">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 id="versions" className="text-xl font-semibold">{t('versions')}</h2>
            <LinkButton href={`/${locale}/admin/models/versions#price`}>{t('toVersions')}</LinkButton>
          </div>
          <Messages locale={locale} namespaces={['registry.act', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
            <ul className="space-y-3">{versions.map((version) => <VersionCard key={version.id} locale={locale} version={version} />)}</ul>
          </Messages>
        </section>
      </div>
    </>
  );
}

/** The markets of the newest run that was begun: each kind of buyers once, all of one seed. */
function latestOf(past: readonly PastSimulation[]): readonly SimulatedMarket[] {
  const seed = past[0]?.seed;
  return marketShapes.flatMap((shape) => past.filter((run) => run.shape === shape && run.seed === seed).slice(0, 1).map(({ points }) => ({ shape, seed: seed ?? 1, points })));
}
