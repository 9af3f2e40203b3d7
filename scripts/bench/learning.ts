import { performance } from 'node:perf_hooks';
import { fitDemand, rateRangeTest, schedulesToCompare, stepsToReach, train, type Trained } from '@/lib/learning';
import { trainSpec } from '@/lib/learning/schema';
import { demandMarket } from './learning/demand-task';
import { tasks, type Task } from './learning/tasks';
import { median, round } from './median';
import type { BenchRow } from './suites';

const seeds = [1, 2, 3, 4, 5];
const checksPerEpoch = 5;
const near = 1.01;
/** Times the suggested rate: a careful rate, the suggested one, and one too large to stay at. */
const boldness = [0.1, 1, 10] as const;
const optimizer = { kind: 'sgd', momentum: 0.9 } as const;

type Run = { readonly trained: Trained; readonly milliseconds: number };

/**
 * Each learning-rate schedule on three tasks, at three highest rates around the one the range test suggests; figures are medians over the
 * same five seeds. `stepsTo1pct`: updates until the validation loss was within 1% of the best final one of that rate; `never` where more than
 * half of the seeds never were.
 */
export function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const compared = tasks.flatMap((make) => {
    const task = make();
    const suggested = rateRangeTest(task.model, task.rows.train, { optimizer: trainSpec.shape.optimizer.parse(optimizer), batchSize: task.batchSize, seed: 1, from: 1e-5, to: 100, steps: 150 }).suggestedRate;
    if (suggested === null) throw new Error(`${task.name}: no rate to begin with`);
    say(`${task.name}: ${task.rows.train.length} training rows, ${task.rows.validation.length} validation rows, ${task.model.dimension} weights, suggested rate ${suggested.toPrecision(3)}`);
    return boldness.flatMap((times) => compare(task, suggested * times, times));
  });
  return Promise.resolve([...compared, ...[10, 50, 200].map(fitRow)]);
}

/** The demand fit as the exchange makes it (all rows at once, Adam, warm-up and cosine), against one price for everything, the best there is. */
function fitRow(views: number): BenchRow {
  const runs = seeds.map((seed) => {
    const market = demandMarket(300, views, seed);
    const startedAt = performance.now();
    const answer = fitDemand(market.rows);
    if (!answer.ok) throw new Error(`No demand fit: ${answer.reason}`);
    return { milliseconds: performance.now() - startedAt, share: market.shareOf(answer.fit), onePrice: market.shareOfOnePrice, slopeError: Math.abs(answer.fit.slope - market.slope) };
  });
  const middle = (key: 'milliseconds' | 'share' | 'onePrice' | 'slopeError'): number => median(runs.map((each) => each[key]));
  return {
    task: `demand fit, ${views} views a listing`, schedule: 'warm-up + cosine', milliseconds: round(middle('milliseconds'), 1),
    revenueOfOracle: round(middle('share'), 3), slopeError: round(middle('slopeError'), 3), revenueOfOnePrice: round(middle('onePrice'), 3), ratioToOnePrice: round(middle('share') / middle('onePrice'), 3),
  };
}

function compare(task: Task, rate: number, times: number): BenchRow[] {
  const stepsPerEpoch = Math.ceil(task.rows.train.length / task.batchSize);
  const steps = stepsPerEpoch * task.epochs;
  const all = schedulesToCompare(rate, steps).map(({ name, schedule }) => ({
    name,
    runs: seeds.map((seed): Run | null => {
      const spec = trainSpec.parse({ optimizer, schedule, epochs: task.epochs, batchSize: task.batchSize, checkEvery: Math.ceil(stepsPerEpoch / checksPerEpoch), seed });
      const startedAt = performance.now();
      const trained = train(task.model, task.rows, spec);
      return trained.ok ? { trained, milliseconds: performance.now() - startedAt } : null;
    }),
  }));
  const lossOf = (found: Run | null | undefined): number => found?.trained.validationLoss ?? Number.POSITIVE_INFINITY;
  const best = seeds.map((_, index) => Math.min(...all.map(({ runs }) => lossOf(runs[index]))));
  const base = median((all.find(({ name }) => name === 'constant')?.runs ?? []).map(lossOf));
  return all.map(({ name, runs }): BenchRow => {
    const row = { task: task.name, rate: Number(rate.toPrecision(3)), timesSuggested: times, schedule: name, steps };
    const done = runs.filter((found) => found !== null);
    if (done.length < seeds.length) return { ...row, validationLoss: 'diverged' };
    const reached = median(done.map(({ trained }, index) => stepsToReach(trained.curve, (best[index] ?? 0) * near) ?? Number.POSITIVE_INFINITY));
    const judged = done.map(({ trained }) => task.judge?.(trained.weights) ?? {});
    const extra = Object.keys(judged[0] ?? {}).map((key) => [key, round(median(judged.map((each) => each[key] ?? 0)), 3)]);
    return {
      ...row, validationLoss: round(median(runs.map(lossOf)), 4), ratioToConstant: Number.isFinite(base) ? round(median(runs.map(lossOf)) / base, 4) : 'constant diverged', stepsTo1pct: Number.isFinite(reached) ? reached : 'never',
      milliseconds: round(median(done.map(({ milliseconds }) => milliseconds)), 1), ...Object.fromEntries(extra),
    };
  });
}
