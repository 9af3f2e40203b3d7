import type { ModelName } from './metric-scales';
import type { RuleParameters } from '../schema';

export type DefaultRule = {
  readonly model: ModelName; readonly metric: string; readonly parameters: RuleParameters; readonly severity: 'WARNING' | 'CRITICAL';
  readonly windowSeconds: number; readonly forSeconds: number; readonly isEnabled: boolean;
};

const hour = 3_600;
const day = 24 * hour;
const above = (statistic: 'mean' | 'p95', value: number, minCount: number): RuleParameters => ({ kind: 'threshold', statistic, comparison: 'above', value, minCount });
const drift: RuleParameters = { kind: 'drift', referenceSeconds: 28 * day };

/** What an exchange watches from its first day; the administrator changes, silences and adds. */
export const defaultRules: readonly DefaultRule[] = [
  ...(['price', 'next-item', 'next-action', 'exchange'] as const).map((model): DefaultRule => ({ model, metric: 'error', parameters: above('mean', 0.02, 50), severity: 'CRITICAL', windowSeconds: hour, forSeconds: 300, isEnabled: true })),
  { model: 'next-item', metric: 'latency', parameters: above('p95', 200, 50), severity: 'WARNING', windowSeconds: hour, forSeconds: 600, isEnabled: true },
  { model: 'exchange', metric: 'latency', parameters: above('p95', 1_000, 100), severity: 'WARNING', windowSeconds: hour, forSeconds: 600, isEnabled: true },
  { model: 'price', metric: 'accepted', parameters: { kind: 'threshold', statistic: 'mean', comparison: 'below', value: 0.5, minCount: 20 }, severity: 'WARNING', windowSeconds: 30 * day, forSeconds: 0, isEnabled: true },
  ...(['suggestion', 'rows', 'completeness', 'ask-ratio'] as const).map((metric): DefaultRule => ({ model: 'price', metric, parameters: drift, severity: 'WARNING', windowSeconds: 7 * day, forSeconds: 0, isEnabled: true })),
  { model: 'next-item', metric: 'hit', parameters: { kind: 'change', statistic: 'mean', comparison: 'below', ratio: 0.25, minCount: 100 }, severity: 'WARNING', windowSeconds: 7 * day, forSeconds: 0, isEnabled: true },
  { model: 'next-action', metric: 'correct', parameters: { kind: 'change', statistic: 'mean', comparison: 'below', ratio: 0.15, minCount: 100 }, severity: 'WARNING', windowSeconds: 7 * day, forSeconds: 0, isEnabled: true },
  ...(['buy-probability', 'leave-probability', 'depth'] as const).map((metric): DefaultRule => ({ model: 'next-action', metric, parameters: drift, severity: 'WARNING', windowSeconds: 14 * day, forSeconds: 0, isEnabled: true })),
  { model: 'next-action', metric: 'correct', parameters: { kind: 'absence' }, severity: 'WARNING', windowSeconds: 3 * day, forSeconds: 0, isEnabled: true },
];
