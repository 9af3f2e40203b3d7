import type { RuleParameters } from '@/lib/monitoring/schema';
import { metricScales, type Scale } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatPercent } from '@/app/_ui/format';
import { formatMetric } from '@/app/_ui/format-metric';

function unitOf(model: string, metric: string): Scale['unit'] {
  const scales: Readonly<Record<string, Readonly<Record<string, Scale>>>> = metricScales;
  return scales[model]?.[metric]?.unit ?? 'count';
}

export function ruleSentence(model: string, metric: string, parameters: RuleParameters, locale: Locale): string {
  const t = translator(locale, 'monitor.rules');
  switch (parameters.kind) {
    case 'threshold': return t('threshold', { statistic: t(`statisticName.${parameters.statistic}`), comparison: t(parameters.comparison), value: formatMetric(parameters.value, ruleUnit(model, metric, parameters), locale) });
    case 'change': return t('change', { statistic: t(`statisticName.${parameters.statistic}`), comparison: t(parameters.comparison === 'above' ? 'rises' : 'falls'), ratio: formatPercent(parameters.ratio, locale) });
    case 'absence': return t('absence');
    case 'drift': return t('drift', { days: Math.round(parameters.referenceSeconds / 86_400) });
  }
}

/** What a rule compares, in its unit: a number of values for counts and silence, an index for drift. */
export function ruleUnit(model: string, metric: string, parameters: RuleParameters): Scale['unit'] {
  if (parameters.kind === 'absence' || ('statistic' in parameters && parameters.statistic === 'count')) return 'count';
  return parameters.kind === 'drift' ? 'ratio' : unitOf(model, metric);
}

export function spanText(seconds: number, locale: Locale): string {
  const t = translator(locale, 'monitor.span');
  if (seconds % 86_400 === 0) return t('days', { count: seconds / 86_400 });
  return seconds % 3_600 === 0 ? t('hours', { count: seconds / 3_600 }) : t('minutes', { count: Math.round(seconds / 60) });
}

export type RunbookKey = 'error' | 'latency' | 'drift' | 'quality' | 'acceptance' | 'absence';

export function runbookKey(metric: string, kind: string): RunbookKey {
  if (kind === 'drift' || kind === 'absence') return kind;
  const plain = metric.replace('canary-', '');
  if (plain === 'latency' || plain === 'error') return plain;
  return metric === 'accepted' || metric === 'ask-ratio' ? 'acceptance' : 'quality';
}
