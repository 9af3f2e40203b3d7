import { performance } from 'node:perf_hooks';
import { flushMetrics, getModelMetrics, observe } from '@/lib/monitoring';
import { toAccountId } from '@/lib/shared/ids';
import { seededRandom } from '@/lib/shared/seeded-random';
import { median, round } from './median';
import type { BenchRow } from './suites';
import { withEmptyDatabase } from './with-empty-database';

const values = 1_000_000;
const rounds = 7;
const days = 396;

/** What a metric costs where requests are answered, against adding the same numbers up; what a year of all of them costs the database, and how long a page takes to read it. */
export async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const random = seededRandom(1);
  const numbers = Float64Array.from({ length: values }, () => random() * 200);
  for (let warm = 0; warm < 3; warm += 1) { timeObserve(numbers); timeSum(numbers); }
  const [observed, summed] = [median(Array.from({ length: rounds }, () => timeObserve(numbers))), median(Array.from({ length: rounds }, () => timeSum(numbers)))];
  const rows: BenchRow[] = [{ what: 'one value observed', microseconds: round(observed, 3), goalMicroseconds: 20, plainSumMicroseconds: round(summed, 4) }];
  return [...rows, ...(await measureYear(say))];
}

/** Microseconds a value. */
function timeObserve(numbers: Float64Array): number {
  const startedAt = performance.now();
  for (const value of numbers) observe('exchange', 'latency', value);
  return ((performance.now() - startedAt) * 1_000) / numbers.length;
}

function timeSum(numbers: Float64Array): number {
  const startedAt = performance.now();
  let [count, sum] = [0, 0];
  for (const value of numbers) { count += 1; sum += value; }
  if (count === 0 || Number.isNaN(sum)) throw new Error('Nothing was added');
  return ((performance.now() - startedAt) * 1_000) / numbers.length;
}

async function measureYear(say: (line: string) => void): Promise<BenchRow[]> {
  return withEmptyDatabase(4, async (db) => {
    say('writing thirteen months of hours');
    const now = Date.now();
    const models = [['exchange', 'latency'], ['exchange', 'error'], ['next-action', 'latency'], ['next-action', 'correct'], ['next-action', 'depth'], ['next-item', 'latency'], ['next-item', 'hit'], ['price', 'latency'], ['price', 'suggestion'], ['price', 'accepted']] as const;
    for (let hour = days * 24; hour > 0; hour -= 1) {
      for (const [model, metric] of models) observe(model, metric as never, (hour * 37) % 200, { at: now - hour * 3_600_000 });
      if (hour % 400 === 0) await flushMetrics(db);
    }
    const startedAt = performance.now();
    await flushMetrics(db);
    const flushed = performance.now() - startedAt;
    await db.$executeRawUnsafe('analyze');
    const [size] = await db.$queryRaw<{ bytes: bigint; rows: bigint }[]>`select pg_total_relation_size('"MetricBucket"') as bytes, (select count(*) from "MetricBucket") as rows`;
    const reads: number[] = [];
    const ctx = { db, actor: { kind: 'account', accountId: toAccountId('00000000-0000-4000-8000-000000000000'), sessionId: '', roles: ['ADMIN'] }, now: () => new Date(), requestId: 'bench', locale: 'en', hasGpcSignal: false } as const;
    for (let read = 0; read < 20; read += 1) {
      const readAt = performance.now();
      const page = await getModelMetrics(ctx, { model: 'next-action', days: 30 });
      if (!page.ok) throw new Error(page.refusal.code);
      reads.push(performance.now() - readAt);
    }
    return [
      { what: 'thirteen months of ten metrics by the hour', rows: Number(size?.rows ?? 0), megabytes: round(Number(size?.bytes ?? 0) / 1e6, 1), lastFlushMilliseconds: round(flushed, 1) },
      { what: 'a model page of a month read from them', p50ms: round(median(reads), 1) },
    ];
  });
}
