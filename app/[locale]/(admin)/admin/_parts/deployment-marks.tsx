import type { StageEventView } from '@/lib/registry/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatDateTime, formatPercent } from '@/app/_ui/format';

/** Which versions began or ceased to answer in the span that the charts show. */
export function DeploymentMarks({ locale, deployments }: { readonly locale: Locale; readonly deployments: readonly (StageEventView & { readonly version: string })[] }) {
  const t = translator(locale, 'registry');
  return (
    <section aria-labelledby="deployments">
      <h2 id="deployments" className="mb-3 text-xl font-semibold">{t('deployments.title')}</h2>
      {deployments.length === 0 ? <p className="text-sm text-ink-soft">{t('deployments.none')}</p> : (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface text-sm">
          {deployments.toSorted((a, b) => (a.at < b.at ? 1 : -1)).map((event) => (
            <li key={`${event.version} ${event.stage} ${event.at}`} className="flex flex-wrap justify-between gap-x-4 px-4 py-3">
              <span>{t('deployments.line', { version: event.version, stage: t(`stage.${event.stage}`) })}{event.share > 0 ? ` ${formatPercent(event.share, locale)}` : ''} · <span className="text-ink-soft">{event.actor === 'system' ? t('versions.deployed') : event.reason}</span></span>
              <time dateTime={event.at} className="text-ink-soft">{formatDateTime(event.at, locale)}</time>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
