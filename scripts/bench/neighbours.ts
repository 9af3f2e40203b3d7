import { performance } from 'node:perf_hooks';
import { compareAll, neighbourIndex, type NeighbourIndex } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { round } from './median';
import type { BenchRow } from './suites';

const [prototypeCount, dimensions, neighbourCount, queryCount, rounds] = [5_000, 16, 25, 1_000, 3] as const;
const limits = { 'ml-knn': 6, 'typed arrays': 0.5 } as const;

/** The nearest of five thousand prototypes through ml-knn and through its twin over typed arrays: the same neighbours on every question, and what each takes. */
export function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const random = seededRandom(16);
  // As the features are: some are counts, on which many distances are equal.
  const point = (): number[] => Array.from({ length: dimensions }, (_, axis) => (axis < dimensions / 2 ? Math.round(random() * 4) : random() * 4 - 2));
  const prototypes = Array.from({ length: prototypeCount }, point);
  const queries = Array.from({ length: queryCount }, point);
  const ways = { 'ml-knn': neighbourIndex(prototypes), 'typed arrays': compareAll(prototypes) } satisfies Record<keyof typeof limits, NeighbourIndex>;
  const differing = queries.filter((query) => JSON.stringify(ways['ml-knn'].nearest(query, neighbourCount)) !== JSON.stringify(ways['typed arrays'].nearest(query, neighbourCount))).length;
  say(`${queryCount - differing} of ${queryCount} questions are answered alike`);
  return Promise.resolve(Object.entries(ways).map(([way, index]): BenchRow => {
    const timed = Array.from({ length: rounds }, () => queries.map((query) => {
      const askedAt = performance.now();
      index.nearest(query, neighbourCount);
      return performance.now() - askedAt;
    }).toSorted((a, b) => a - b));
    // The best of three rounds: what else the machine does meanwhile is not the search's.
    const at = (share: number): number => round(Math.min(...timed.map((times) => times[Math.floor(share * times.length)] ?? 0)), 3);
    return { way, prototypes: prototypeCount, dimensions, neighbours: neighbourCount, questions: queryCount, differing, p50ms: at(0.5), p50LimitMs: limits[way as keyof typeof limits], p90ms: at(0.9), p99ms: at(0.99) };
  }));
}
