import { sessionIndex, sessionTable, vstan, type Session, type SessionParameters, type SessionTable } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { Recommender } from './baselines';
import { evaluate } from './evaluate';

const grid = {
  recent: [500, 1_000, 2_500, 5_000, 10_000], neighbours: [100, 200, 500, 1_000, 1_500, 2_000], lambdaPosition: [0.9, 1.81, 3.62, 5, 7.24],
  lambdaDays: [2.5, 5, 10, 20, 40, 80, 100], lambdaDistance: [0.45, 0.9, 1.81, 3.62, 7.24], lambdaMatch: [0.45, 0.9, 1.81, 3.62, 7.24, Number.POSITIVE_INFINITY], idfWeight: [0, 1, 2, 5],
} as const;

export function nearest(table: SessionTable | readonly Session[], parameters: SessionParameters): Recommender {
  const index = sessionIndex(table, parameters);
  return (query, now, size) => index.recommend(query, { now, size }).map((scored) => scored.item);
}

export type Found = { readonly parameters: SessionParameters; readonly hitRate: number; readonly mrr: number };

/**
 * Random search on the newest tenth of the training sessions; the test file is never looked at. The published preset is one of
 * the trials, so that the search can't do worse than it on what it was chosen by.
 */
export function search(train: readonly Session[], trials: number, say: (line: string) => void): { readonly byHitRate: Found; readonly byMrr: Found } {
  const ordered = train.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const split = Math.floor(ordered.length * 0.9);
  const [past, future] = [ordered.slice(0, split), ordered.slice(split)];
  const known = new Set(past.flatMap((session) => session.items));
  // A few thousand cases tell settings apart; more only take longer.
  const cases = future.map((session) => ({ ...session, items: session.items.filter((item) => known.has(item)) })).filter((session) => session.items.length >= 2).slice(-2_500);
  const table = sessionTable(past);
  const random = seededRandom(20_261_124);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const tried: Found[] = [];
  for (let trial = 0; trial < trials; trial += 1) {
    const parameters: SessionParameters = trial === 0 ? vstan : {
      ...vstan, recent: pick(grid.recent), neighbours: pick(grid.neighbours), position: { lambda: pick(grid.lambdaPosition) }, lambdaDays: pick(grid.lambdaDays),
      lambdaDistance: pick(grid.lambdaDistance), lambdaMatch: pick(grid.lambdaMatch), idfWeight: pick(grid.idfWeight),
    };
    const { hitRate, mrr } = evaluate(nearest(table, parameters), cases, past, 'all');
    tried.push({ parameters, hitRate, mrr });
    if ((trial + 1) % 10 === 0) say(`searched ${trial + 1} of ${trials} settings on the newest tenth of training`);
  }
  const top = (score: (found: Found) => number): Found => tried.reduce((a, b) => (score(b) > score(a) ? b : a));
  // Each judged mostly by its own metric, a little by the other: chance differences don't decide alone.
  return { byHitRate: top((found) => found.hitRate + 0.25 * found.mrr), byMrr: top((found) => found.mrr + 0.25 * found.hitRate) };
}
