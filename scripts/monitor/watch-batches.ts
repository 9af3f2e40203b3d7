import { performance } from 'node:perf_hooks';
import { decideAlert } from '@/lib/monitoring/core/decide-alert';
import { evaluateRule } from '@/lib/monitoring/core/evaluate-rule';
import { binOf, metricScales } from '@/lib/monitoring/core/metric-scales';
import { mergeSummaries, statisticOf, type Summary } from '@/lib/monitoring/core/summary';
import type { RuleParameters } from '@/lib/monitoring/schema';
import type { StoredModel, Trial } from './trials';

export type BatchLine = { readonly batch: number; readonly rows: number; readonly seconds: number; readonly latencyP50Ms: number; readonly latencyP95Ms: number; readonly metric: string; readonly value: number };
export type AlertLine = { readonly batch: number; readonly alert: string; readonly action: 'raised' | 'resolved'; readonly value: number | null; readonly threshold: number | null };

type Watched = { readonly name: string; readonly of: 'quality' | 'latency' | 'depth'; readonly parameters: RuleParameters };
const rules: readonly Watched[] = [
  { name: 'quality fell', of: 'quality', parameters: { kind: 'change', statistic: 'mean', comparison: 'below', ratio: 0.25, minCount: 50 } },
  { name: 'answers are slow', of: 'latency', parameters: { kind: 'threshold', statistic: 'p95', comparison: 'above', value: 200, minCount: 20 } },
  { name: 'input drifted', of: 'depth', parameters: { kind: 'drift', referenceSeconds: 86_400 } },
];
const edges = { quality: metricScales['next-item'].hit.edges, latency: metricScales['next-item'].latency.edges, depth: metricScales['next-action'].depth.edges } as const;

/** Asks a stored model batch by batch, and looks at the same rules as the server's: what came before a batch is what it is compared with. */
export function* watchBatches({ metric, trials }: StoredModel, batchSize: number): Generator<BatchLine | AlertLine> {
  const open = new Set<string>();
  const past: Record<Watched['of'], Summary[]> = { quality: [], latency: [], depth: [] };
  for (let batch = 1; (batch - 1) * batchSize < trials.length; batch += 1) {
    const current = ask(trials.slice((batch - 1) * batchSize, batch * batchSize));
    const { quality, latency } = current;
    yield {
      batch, rows: latency.count, seconds: Math.round(latency.sum) / 1_000, latencyP50Ms: round(statisticOf(latency, 'p50', edges.latency)), latencyP95Ms: round(statisticOf(latency, 'p95', edges.latency)),
      metric, value: round(quality.sum / quality.count),
    };
    for (const { name, of, parameters } of rules) {
      const { state, value, threshold } = evaluateRule({ parameters, edges: edges[of], current: current[of], reference: mergeSummaries(past[of]) });
      const { action } = decideAlert({ state, now: new Date(0), pendingSince: null, forSeconds: 0, silencedUntil: null, hasOpenAlert: open.has(name) });
      if (action === 'raise') { open.add(name); yield { batch, alert: name, action: 'raised', value, threshold }; }
      if (action === 'resolve') { open.delete(name); yield { batch, alert: name, action: 'resolved', value, threshold }; }
    }
    for (const of of ['quality', 'latency', 'depth'] as const) past[of].push(current[of]);
  }
}

function ask(trials: readonly Trial[]): Record<Watched['of'], Summary> {
  const values = { quality: [] as number[], latency: [] as number[], depth: [] as number[] };
  for (const { depth, run } of trials) {
    const startedAt = performance.now();
    values.quality.push(run());
    values.latency.push(performance.now() - startedAt);
    values.depth.push(depth);
  }
  return { quality: summaryOf(values.quality, edges.quality), latency: summaryOf(values.latency, edges.latency), depth: summaryOf(values.depth, edges.depth) };
}

function summaryOf(values: readonly number[], cuts: readonly number[]): Summary {
  const bins = new Array<number>(cuts.length + 1).fill(0);
  for (const value of values) { const bin = binOf(cuts, value); bins[bin] = (bins[bin] ?? 0) + 1; }
  return { count: values.length, sum: values.reduce((sum, value) => sum + value, 0), min: Math.min(...values), max: Math.max(...values), bins, demoCount: 0 };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
