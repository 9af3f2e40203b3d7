import type { Metadata } from 'next';
import Link from 'next/link';
import { FileJson } from 'lucide-react';
import { listPublicModels, type PublicModel } from '@/lib/behaviour';
import { qualityDimensions } from '@/lib/datasets/schema';
import { contestDays } from '@/lib/registry';
import type { Locale } from '@/lib/shared/locale';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requestContext } from '@/app/_server/request-context';
import { Card } from '@/app/_ui/card';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { formatDate, formatPercent } from '@/app/_ui/format';
import { metricText } from '@/app/_ui/metric-text';
import { PageHeader } from '@/app/_ui/page-header';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'registry.cards')('title') };
}

export default async function ModelCardsPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const models = await listPublicModels(await requestContext(locale));
  const t = translator(locale, 'registry.cards');
  return (
    <div className="page-width pt-10">
      <PageHeader title={t('title')} lead={t('lead')} actions={<a href={`/api/models?locale=${locale}`} className="inline-flex min-h-10 items-center gap-2 text-link"><FileJson aria-hidden className="size-4" />{t('json')}</a>} />
      <p className="mb-8 max-w-prose text-sm text-ink-soft">{t('switch')} <Link href={`/${locale}/privacy`} className="text-link">{t('switchLink')}</Link></p>
      <div className="space-y-8">{models.map((card) => <ModelCard key={card.model} locale={locale} card={card} />)}</div>
      <section aria-labelledby="contest" className="mt-12">
        <h2 id="contest" className="text-xl font-semibold">{t('contest')}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t('contestLead', { days: contestDays })} <Link href={`/${locale}/account/contests`} className="text-link">{t('contest')}</Link></p>
      </section>
    </div>
  );
}

function ModelCard({ locale, card }: { readonly locale: Locale; readonly card: PublicModel }) {
  const t = translator(locale, 'registry');
  const { model } = card;
  const about = (['purpose', 'inputs', 'limits'] as const).map((part) => [t(`cards.${part}`), t(`cards.text.${model}.${part}`)] as const);
  const [purpose, inputs, limits] = about;
  const isRule = card.model === 'quality' || card.model === 'personal-data';
  return (
    <Card as="section" labelledBy={model}>
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <h2 id={model} className="text-xl font-semibold">{t(`modelName.${model}`)}</h2>
          <dl className="mt-4 space-y-4 text-sm">
            {[purpose, inputs, [t('cards.inputsNot'), isRule ? t('cards.notUsedByRules') : t('cards.notUsed')] as const, limits].map((pair) => (pair ? <div key={pair[0]}><dt className="font-medium">{pair[0]}</dt><dd className="mt-0.5 max-w-prose text-ink-soft">{pair[1]}</dd></div> : null))}
            <div><dt className="font-medium">{t('cards.training')}</dt><dd className="mt-0.5 text-ink-soft">{trainingText(card, locale)}</dd></div>
            <div>
              <dt className="font-medium">{t('cards.metrics')}</dt>
              <dd className="mt-0.5 text-ink-soft">
                {card.metrics.length + card.measured.length === 0 ? (isRule ? t(`cards.noMetricsOf.${card.model as 'quality'}`) : t('cards.noMetrics')) : (
                  <ul>
                    {card.metrics.map((metric) => <li key={metric.name}>{t(`metric.${metric.name as 'accuracy'}`)}: {metricText(metric, locale)}</li>)}
                    {card.measured.map((metric) => <li key={metric.name}>{isRule ? t('cards.confirmed') : `${translator(locale, 'monitor.metric')(metric.name as 'hit')}, ${t('cards.lastDays')}`}: {metricText(metric, locale)}</li>)}
                  </ul>
                )}
              </dd>
            </div>
          </dl>
        </div>
        <div className="min-w-0 space-y-5 text-sm">
          <dl className="grid grid-cols-2 gap-3">
            <Fact name={t('cards.version')} value={card.version} isCode /><Fact name={t('cards.changed')} value={card.lastChange === null ? '–' : formatDate(card.lastChange, locale)} />
            <Fact name={t('cards.owner')} value={card.owner || t('cards.ownerUnset')} /><Fact name={t('cards.contact')} value={card.contact || t('cards.contactUnset')} />
          </dl>
          {card.canary ? <p className="rounded-lg bg-warn-soft px-3 py-2 text-warn">{t('cards.canary', { share: card.canary.share, version: card.canary.version })}</p> : null}
          <div>
            <h3 className="mb-1 font-medium">{t('cards.main')}</h3>
            {card.mainParameters.length === 0 ? <p className="text-ink-soft">{t('cards.mainUnknown')}</p> : <BarChart caption={t('cards.weightTitle', { model: t(`modelName.${model}`) })} labelHeader={t('cards.parameter')} valueHeader={t('cards.weight')} rows={card.mainParameters.map(({ name, weight }) => ({ key: name, label: parameterName(name, locale), value: weight, text: formatPercent(weight, locale) }))} />}
          </div>
        </div>
      </div>
    </Card>
  );
}

/** Quality counts by the dimensions, which have their names already. */
function parameterName(name: string, locale: Locale): string {
  const dimension = qualityDimensions.find((entry) => entry === name);
  return dimension ? translator(locale, 'quality.dimension')(dimension) : translator(locale, 'registry.cards.parameterName')(name as 'text');
}

function trainingText({ training, isDemo }: PublicModel, locale: Locale) {
  const t = translator(locale, 'registry');
  if (training === null) return t('cards.noTraining');
  const day = (at: string | null): string => (at === null ? '–' : formatDate(at, locale));
  return <>{t('versions.data', { rows: training.rowCount, from: day(training.from), to: day(training.to) })}{isDemo ? ` ${t('cards.demo')}` : ''}<span className="mt-1 block font-mono text-xs break-all text-ink-faint">SHA-256 {training.sha256}</span></>;
}

function Fact({ name, value, isCode = false }: { readonly name: string; readonly value: string; readonly isCode?: boolean }) {
  return <div><dt className="text-ink-soft">{name}</dt><dd className={isCode ? 'font-mono font-medium break-all' : 'font-medium'}>{value}</dd></div>;
}
