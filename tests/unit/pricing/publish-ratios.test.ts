import { expect, it } from 'vitest';
import { simulateMarket } from '@/lib/pricing/core/simulate-market';
import { buyerFamilies } from '@/scripts/bench/pricing/buyers';
import { policies, simulateOne } from '@/scripts/bench/pricing/one-listing';

/** A smaller version of what `npm run bench -- pricing` measures, so that a change that costs revenue is seen at once; the goals themselves are held there. */
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it('in a sparse market the engine earns close to the goal after few views, and in no market less than the sellers’ own asks', () => {
  const wanted = { 'well specified': 0.86, 'two groups of buyers': 0.78, 'heavy tail': 0.82 } as const;
  for (const shape of ['well specified', 'two groups of buyers', 'heavy tail'] as const) {
    const points = [...simulateMarket({ shape, views: 10, seed: 41, listingCount: 60 })];
    const last = points.at(-1);
    expect(last?.engine ?? 0, shape).toBeGreaterThan(wanted[shape]);
    for (const { engine, ask } of points) expect(engine).toBeGreaterThanOrEqual(0.98 * ask);
  }
}, 120_000);

it('of one listing it earns, with each of seven kinds of buyers, no less than 98 % of what the seller’s ask would, at any time', () => {
  const [engine, ask] = ['engine', 'the ask, fixed'].map((name) => policies.find((policy) => policy.name === name));
  if (!engine || !ask) throw new Error('Both policies are needed');
  const marks = [10, 30, 100, 300, 1_000];
  for (const buyers of buyerFamilies()) {
    const of = (policy: typeof engine) => { const runs = Array.from({ length: 24 }, (_, seed) => simulateOne(buyers, policy, marks, 30_011 + seed * 29)); return marks.map((_, at) => mean(runs.map((run) => run[at] ?? 0))); };
    const [ours, asked] = [of(engine), of(ask)];
    marks.forEach((views, at) => { expect(ours[at] ?? 0, `${buyers.name}, ${views} views`).toBeGreaterThanOrEqual(0.98 * (asked[at] ?? 1)); });
  }
}, 180_000);
