import type { Metadata } from 'next';
import Link from 'next/link';
import { Boxes } from 'lucide-react';
import { listModelVersions } from '@/lib/registry';
import { versionedModels, type VersionView } from '@/lib/registry/schema';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { LiveRefresh } from '@/app/_ui/console/live-refresh.client';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { rollBackAction } from './actions';
import { StageDialog } from './_parts/stage-dialog.client';
import { VersionCard } from './_parts/version-card';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'registry.versions')('title') };
}

/** What serves first, then what may, then what did. */
const order: readonly VersionView['stage'][] = ['LIVE', 'CANARY', 'CANDIDATE', 'RETIRED'];

export default async function ModelVersionsPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN');
  const versions = valueOrNotFound(await listModelVersions(ctx));
  const t = translator(locale, 'registry');
  return (
    <Messages locale={locale} namespaces={['registry.act', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <LiveRefresh />
      <p className="mb-2 text-sm"><Link href={`/${locale}/admin/models`} className="text-link">{translator(locale, 'monitor.detail')('back')}</Link></p>
      <PageHeader title={t('versions.title')} lead={t('versions.lead')} />
      {versions.length === 0 ? <EmptyState icon={<Boxes />} title={t('versions.none')} body={t('versions.noneBody')} /> : (
        <div className="space-y-10">
          {versionedModels.map((model) => {
            const own = versions.filter((version) => version.model === model).toSorted((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage));
            const [live, canary] = [own.find((version) => version.stage === 'LIVE'), own.find((version) => version.stage === 'CANARY')];
            const canGoBack = canary !== undefined || own.some((version) => version.stage === 'RETIRED' && version.stages.some((event) => event.stage === 'LIVE'));
            return (
              <section key={model} aria-labelledby={model}>
                <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
                  <div>
                    <h2 id={model} className="text-xl font-semibold">{t(`modelName.${model}`)}</h2>
                    <p className="text-sm text-ink-soft">{live ? t('versions.live', { version: live.version }) : null}{canary ? ` · ${t('versions.canaryNow', { share: canary.canaryShare, version: canary.version })}` : null}</p>
                  </div>
                  {canGoBack ? <StageDialog kind="rollback" input={{ model }} action={rollBackAction} /> : null}
                </div>
                <ul className="space-y-3">{own.map((version) => <VersionCard key={version.id} locale={locale} version={version} />)}</ul>
              </section>
            );
          })}
        </div>
      )}
    </Messages>
  );
}
