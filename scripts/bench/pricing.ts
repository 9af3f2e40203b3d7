import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labelNoise } from './pricing/label-noise';
import { predictRealPrices } from './pricing/real-prices';
import { simulateFamilies, simulateSparseMarkets } from './pricing/simulate';
import { quoteSpeed, valueSpeed } from './pricing/speed';
import type { BenchRow } from './suites';

/** The price by simulation, on real prices, against the clock; and the value of rows against published figures on the same tables. `published` holds the figure to be held against: a peer's, or our own goal. */
export async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const folder = process.env.BENCH_DATA ?? '../shared/data';
  const noise = (['2dplanes', 'pol'] as const).map((table) => {
    const path = join(folder, 'openml', `${table}.csv`);
    if (!existsSync(path)) throw new Error(`${path} is missing: set BENCH_DATA to the folder that holds openml/${table}.csv.`);
    return { path, table };
  });
  const prices = await predictRealPrices(join(folder, 'dadada'), say);
  return [
    ...prices, ...quoteSpeed(say), ...(await valueSpeed(say)), ...noise.flatMap(({ path, table }) => labelNoise(path, table, say)), ...simulateSparseMarkets(say), ...simulateFamilies(say),
  ];
}
