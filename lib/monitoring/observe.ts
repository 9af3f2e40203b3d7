import { binOf, findScale, type MetricName, type ModelName } from './core/metric-scales';
import type { Summary } from './core/summary';

type Open = { count: number; sum: number; min: number; max: number; readonly bins: number[]; demoCount: number };
export type Pending = { readonly model: string; readonly metric: string; readonly start: number; readonly seconds: number; readonly summary: Summary };

/** Every process of the exchange has one; Next may load this file twice, so it hangs on the process. */
const held = globalThis as typeof globalThis & { databourseMetrics?: Map<string, Open>; databourseIsDemo?: boolean };
/** Forty minutes of every metric there is: a database that is away costs memory up to here, then the oldest counts. */
const maxOpen = 4_000;

/** From here on everything this process counts is demo data: for the process that fills the demo market. */
export function countAsDemo(): void {
  held.databourseIsDemo = true;
}

/** Whether what this process decides is decided for the demo market. */
export function countsAsDemo(): boolean {
  return held.databourseIsDemo ?? false;
}

/**
 * Counts one value into the minute it belongs to. In memory, without waiting and without failing: about a microsecond. What is not a finite
 * number is left out.
 */
export function observe<Model extends ModelName>(model: Model, metric: MetricName<Model>, value: number, { at = Date.now(), isDemo = held.databourseIsDemo ?? false, seconds = 60 }: { at?: number; isDemo?: boolean; seconds?: 60 | 86_400 } = {}): void {
  const scale = findScale(model, metric);
  if (!scale || !Number.isFinite(value)) return;
  held.databourseMetrics ??= new Map();
  const key = `${model} ${metric} ${seconds} ${Math.floor(at / (seconds * 1_000)) * seconds}`;
  let open = held.databourseMetrics.get(key);
  if (!open) {
    if (held.databourseMetrics.size >= maxOpen) held.databourseMetrics.delete(held.databourseMetrics.keys().next().value ?? '');
    open = { count: 0, sum: 0, min: value, max: value, bins: new Array<number>(scale.edges.length + 1).fill(0), demoCount: 0 };
    held.databourseMetrics.set(key, open);
  }
  const bin = binOf(scale.edges, value);
  open.count += 1;
  open.sum += value;
  if (value < open.min) open.min = value;
  if (value > open.max) open.max = value;
  open.bins[bin] = (open.bins[bin] ?? 0) + 1;
  if (isDemo) open.demoCount += 1;
}

/** Takes everything counted so far. Who takes it writes it, or gives it back. */
export function takePending(): Pending[] {
  const taken = held.databourseMetrics;
  held.databourseMetrics = new Map();
  return [...(taken ?? [])].map(([key, summary]) => {
    const [model = '', metric = '', seconds = '60', start = '0'] = key.split(' ');
    return { model, metric, start: Number(start) * 1_000, seconds: Number(seconds), summary };
  });
}

/** What could not be written goes back under what was counted meanwhile. */
export function giveBack(pending: readonly Pending[]): void {
  held.databourseMetrics ??= new Map();
  for (const { model, metric, start, seconds, summary } of pending) {
    const key = `${model} ${metric} ${seconds} ${start / 1_000}`;
    const open = held.databourseMetrics.get(key);
    if (!open) {
      if (held.databourseMetrics.size < maxOpen) held.databourseMetrics.set(key, { ...summary, bins: [...summary.bins] });
      continue;
    }
    open.count += summary.count;
    open.sum += summary.sum;
    open.min = Math.min(open.min, summary.min);
    open.max = Math.max(open.max, summary.max);
    open.demoCount += summary.demoCount;
    for (const [index, bin] of summary.bins.entries()) open.bins[index] = (open.bins[index] ?? 0) + bin;
  }
}
