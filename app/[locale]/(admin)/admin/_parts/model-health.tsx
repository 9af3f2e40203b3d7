import Link from 'next/link';
import { ArrowRight } from 'lucide-react';
import type { ModelHealth } from '@/lib/monitoring';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge, type Tone } from '@/app/_ui/badge';
import { formatCount, formatPercent } from '@/app/_ui/format';
import { formatMetric } from '@/app/_ui/format-metric';

type ModelHealthProps = { readonly locale: Locale; readonly models: readonly ModelHealth[] };

/** Each model in one card: is it well, how much is asked of it, how quick, how often right. */
export function ModelHealthCards({ locale, models }: ModelHealthProps) {
  const t = translator(locale, 'monitor');
  const demoShare = Math.max(...models.map((model) => model.demoShare));
  return (
    <section aria-labelledby="health">
      <h2 id="health" className="text-xl font-semibold">{t('health.title')}</h2>
      <p className="mt-1 mb-5 max-w-prose text-sm text-ink-soft">{t('health.lead')}</p>
      <ul className="grid gap-3 sm:grid-cols-2">
        {models.map((model) => <li key={model.model}><HealthCard locale={locale} health={model} /></li>)}
      </ul>
      {demoShare > 0.005 ? <p className="mt-3 text-sm text-ink-soft">{t('health.demo', { share: formatPercent(demoShare, locale) })}</p> : null}
    </section>
  );
}

function HealthCard({ locale, health }: { readonly locale: Locale; readonly health: ModelHealth }) {
  const t = translator(locale, 'monitor');
  const none = <span className="font-normal text-ink-faint">{t('health.none')}</span>;
  const name = t(`model.${health.model}`);
  return (
    <article className="h-full rounded-card border border-line bg-surface p-5">
      <div className="flex items-start justify-between gap-3">
        <h3 className="font-semibold">{name}</h3>
        <Standing locale={locale} health={health} />
      </div>
      <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-3 text-sm">
        <Figure label={t('health.requests')}>{formatCount(health.requestCount, locale)}</Figure>
        <Figure label={t('health.p95')}>{health.p95Milliseconds === null ? none : formatMetric(health.p95Milliseconds, 'milliseconds', locale)}</Figure>
        <Figure label={t('health.errors')}>{health.errorShare === null ? none : formatPercent(health.errorShare, locale)}</Figure>
        {health.model === 'exchange' ? null : (
          <Figure label={health.quality ? t('health.quality', { metric: t(`metric.${health.quality.metric as 'hit'}`) }) : t('health.quality', { metric: '–' })}>
            {health.quality ? formatPercent(health.quality.value, locale) : none}
          </Figure>
        )}
      </dl>
      <Link href={`/${locale}/admin/models/${health.model}`} className="mt-4 inline-flex min-h-6 items-center gap-1.5 text-sm text-link">{t('health.open', { model: name })}<ArrowRight aria-hidden className="size-4" /></Link>
    </article>
  );
}

function Standing({ locale, health }: { readonly locale: Locale; readonly health: ModelHealth }) {
  const t = translator(locale, 'monitor.health');
  const badges: (readonly [Tone, string])[] = [
    ...(health.openCriticals > 0 ? [['bad', t('criticals', { count: health.openCriticals })] as const] : []),
    ...(health.openWarnings > 0 ? [['warn', t('warnings', { count: health.openWarnings })] as const] : []),
  ];
  const shown = badges.length > 0 ? badges : [health.requestCount === 0 ? ['neutral', t('quiet')] as const : ['good', t('good')] as const];
  return <span className="flex flex-wrap justify-end gap-1.5">{shown.map(([tone, text]) => <Badge key={text} tone={tone}>{text}</Badge>)}</span>;
}

function Figure({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return <div><dt className="text-xs text-ink-soft">{label}</dt><dd className="mt-0.5 font-medium tabular-nums">{children}</dd></div>;
}
