import { z } from 'zod';
import { findScale, modelNames } from './core/metric-scales';
import { statistics } from './core/summary';

export { findScale, listMetrics, metricScales, modelNames, type MetricName, type ModelName, type Scale } from './core/metric-scales';
export type { Drift } from './core/drift';
export type { Statistic } from './core/summary';

const statistic = z.enum(statistics);
const minCount = z.int().min(1).max(1_000_000);

/** What a rule looks at. "Not enough data" is an answer of its own and never an alert. */
export const ruleParameters = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('threshold'), statistic, comparison: z.enum(['above', 'below']), value: z.number().min(-1e9).max(1e9), minCount: minCount.default(20) }),
  /** Against the spans before: three windows as long as this one. */
  z.strictObject({ kind: z.literal('change'), statistic, comparison: z.enum(['above', 'below']), ratio: z.number().gt(0).max(100), minCount: minCount.default(50) }),
  z.strictObject({ kind: z.literal('absence') }),
  /** Population stability index of the last window against the days before it. */
  z.strictObject({ kind: z.literal('drift'), referenceSeconds: z.int().min(3_600).max(90 * 86_400).default(7 * 86_400) }),
]);
export type RuleParameters = z.infer<typeof ruleParameters>;

const day = 86_400;
export const saveRuleInput = z.strictObject({
  model: z.enum(modelNames as readonly [string, ...string[]]), metric: z.string().max(40),
  parameters: ruleParameters, severity: z.enum(['WARNING', 'CRITICAL']),
  windowSeconds: z.int().min(60).max(30 * day), forSeconds: z.int().min(0).max(7 * day), isEnabled: z.boolean().default(true),
}).refine((rule) => findScale(rule.model, rule.metric) !== null, { path: ['metric'], message: 'not a metric of this model' })
  .refine((rule) => rule.parameters.kind !== 'drift' || findScale(rule.model, rule.metric)?.isDrift === true, { path: ['parameters'], message: 'drift is for distributions' });
export type SaveRuleInput = z.infer<typeof saveRuleInput>;

const reason = z.string().trim().min(3).max(500);
export const ruleIdInput = z.strictObject({ ruleId: z.uuid() });
export const silenceRuleInput = z.strictObject({ ruleId: z.uuid(), hours: z.int().min(0).max(24 * 30), reason });
export type SilenceRuleInput = z.infer<typeof silenceRuleInput>;
export const acknowledgeAlertInput = z.strictObject({ alertId: z.uuid(), reason });
export type AcknowledgeAlertInput = z.infer<typeof acknowledgeAlertInput>;

export const alertStates = ['FIRING', 'ACKNOWLEDGED', 'RESOLVED'] as const;
export const alertLogInput = z.strictObject({
  model: z.enum(modelNames as readonly [string, ...string[]]).optional(), state: z.enum(alertStates).optional(), severity: z.enum(['WARNING', 'CRITICAL']).optional(),
  cursor: z.string().max(60).optional(), size: z.int().min(1).max(100).default(30),
});
export type AlertLogInput = z.infer<typeof alertLogInput>;

export type AlertView = {
  readonly id: string; readonly model: string; readonly metric: string; readonly kind: string; readonly severity: 'WARNING' | 'CRITICAL'; readonly state: (typeof alertStates)[number];
  readonly isTest: boolean; readonly value: number | null; readonly threshold: number | null; readonly raisedAt: string; readonly lastSeenAt: string; readonly resolvedAt: string | null;
  readonly parameters: RuleParameters; readonly events: readonly { readonly kind: string; readonly actor: string; readonly reason: string; readonly at: string }[];
};
export type RuleView = {
  readonly id: string; readonly model: string; readonly metric: string; readonly parameters: RuleParameters; readonly severity: 'WARNING' | 'CRITICAL';
  readonly windowSeconds: number; readonly forSeconds: number; readonly isEnabled: boolean; readonly silencedUntil: string | null; readonly silenceReason: string;
  readonly lastState: RuleState; readonly lastValue: number | null; readonly evaluatedAt: string | null;
};
export type RuleState = 'ok' | 'firing' | 'not-enough-data';

export const modelHealthInput = z.strictObject({ model: z.enum(modelNames as readonly [string, ...string[]]), days: z.union([z.literal(1), z.literal(7), z.literal(30)]).default(7) });
export type ModelHealthInput = z.infer<typeof modelHealthInput>;

export type CurvePointView = { readonly step: number; readonly epoch: number; readonly rate: number; readonly trainLoss: number; readonly validationLoss: number | null; /** Null where the model has none, or the run is older than it. */ readonly metric: number | null };
/** The loss at each learning rate that was tried, and what was made of it. */
export type RateTestView = { readonly points: readonly { readonly rate: number; readonly loss: number; readonly smoothLoss: number }[]; readonly suggestedRate: number | null; readonly divergedAtRate: number | null; readonly comparedRate: number };
/** What a run is judged by beside the loss it descends. */
export type RunMetric = { readonly name: 'macro-f1' | 'brier'; readonly goodIs: 'high' | 'low'; readonly value: number };
export type TrainingRunView = {
  readonly id: string; readonly name: string; readonly schedule: Readonly<Record<string, unknown>>; readonly curve: readonly CurvePointView[];
  readonly result: { readonly ok: true; readonly steps: number; readonly trainLoss: number; readonly validationLoss: number; readonly stepsToBest: number | null; readonly metric: RunMetric | null } | { readonly ok: false; readonly reason: string; readonly step: number };
};
/** What all runs of one comparison share: everything that decides them besides the schedule. */
export type RunParameters = { readonly optimizer: Readonly<Record<string, string | number | boolean>>; readonly epochs: number; readonly batchSize: number; readonly checkEvery: number | null; readonly patience: number | null; readonly seed: number; readonly codeVersion: string; readonly dataFrom: string | null; readonly dataTo: string | null };
export type Comparison = { readonly comparison: string; readonly model: string; readonly startedAt: string; readonly seconds: number; readonly rowCount: number; readonly dataSha256: string; readonly isDemo: boolean; readonly runCount: number };
