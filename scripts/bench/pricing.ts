import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labelNoise } from './label-noise';
import type { BenchRow } from './suites';

/** The value of rows: how well it finds wrong labels, against the published figures on the same tables. */
export function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const folder = join(process.env.BENCH_DATA ?? '../shared/data', 'openml');
  const rows = (['2dplanes', 'pol'] as const).flatMap((table) => {
    const path = join(folder, `${table}.csv`);
    if (!existsSync(path)) throw new Error(`${path} is missing: set BENCH_DATA to the folder that holds openml/${table}.csv.`);
    return labelNoise(path, table, say);
  });
  return Promise.resolve(rows);
}
