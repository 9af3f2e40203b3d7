import type { ModelMetrics } from '@/lib/monitoring';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { formatDateTime } from '@/app/_ui/format';

export function AlertMarks({ locale, alerts }: { readonly locale: Locale; readonly alerts: ModelMetrics['alerts'] }) {
  const t = translator(locale, 'monitor');
  return (
    <section aria-labelledby="marks">
      <h2 id="marks" className="mb-3 text-xl font-semibold">{t('detail.alertsTitle')}</h2>
      {alerts.length === 0 ? <p className="text-sm text-ink-soft">{t('detail.noAlerts')}</p> : (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface text-sm">
          {alerts.map(({ metric, severity, raisedAt, resolvedAt }) => (
            <li key={`${metric} ${raisedAt}`} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
              <span>{t('detail.alertRow', { metric: t(`metric.${metric as 'hit'}`), severity: t(`alerts.severityName.${severity as 'WARNING'}`), at: formatDateTime(raisedAt, locale) })}</span>
              <Badge tone={resolvedAt === null ? 'warn' : 'good'}>{resolvedAt === null ? t('detail.alertOpen') : t('detail.alertResolved', { at: formatDateTime(resolvedAt, locale) })}</Badge>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
