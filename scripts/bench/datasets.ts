import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLargeCsv } from './datasets/write-large-csv';
import { writePeople } from './datasets/write-people';
import type { Timed } from './datasets/time-file';
import { timeInProcess } from './datasets/time-in-process';
import { median, round } from './median';
import type { BenchOptions, BenchRow } from './suites';

const parquet = 'node_modules/vega-datasets/data/flights-3m.parquet';
const gigabyte = 1_000_000_000;

/**
 * The whole profile of a table against the engine's own SUMMARIZE on the same file, each in a process of its own with two threads and a
 * gigabyte, in turn. Reading and checking the bytes counts for both. The ratio of seconds is what to quote; processor time says the same on a busy machine.
 */
export async function run(say: (line: string) => void, { trials = 3 }: BenchOptions): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'databourse-bench-'));
  try {
    const csv = join(folder, 'generated.csv');
    say('writing a CSV of 1 GB');
    await writeLargeCsv(csv, gigabyte);
    const rows: BenchRow[] = [];
    rows.push(...(await measurePrivacy(say, folder)), ...(await measureIntake(say, folder)));
    for (const [what, path] of [['flights, 3 million rows of Parquet', parquet], ['generated CSV', csv]] as const) rows.push(...(await compare(say, { what, path, trials: Math.max(1, trials) })));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** D1: personal data in 100 MB within a minute. D5: the risk of a million rows by three columns within five seconds. */
async function measurePrivacy(say: (line: string) => void, folder: string): Promise<BenchRow[]> {
  const [text, people] = [join(folder, 'hundred.csv'), join(folder, 'people.parquet')];
  await writeLargeCsv(text, gigabyte / 10);
  await writePeople(people, 1_000_000);
  const rows: BenchRow[] = [];
  for (const [mode, path, what] of [['scan', text, 'D1: personal data in all rows and columns of a 100 MB CSV (goal: 60 s)'], ['risk', people, 'D5: risk of 1,000,000 rows by age, sex and zip (goal: 5 s)']] as const) {
    say(what);
    const { seconds, processorSeconds, peakMegabytes } = await timeInProcess(mode, path);
    rows.push({ what, seconds: round(seconds), processorSeconds: round(processorSeconds), peakMemoryMegabytes: round(peakMegabytes, 0) });
  }
  await Promise.all([rm(text), rm(people)]);
  return rows;
}

/** Taking in a file of 2 GB and measuring it, as an upload is: what each of the two processes takes of memory at most. */
async function measureIntake(say: (line: string) => void, folder: string): Promise<BenchRow[]> {
  const path = join(folder, 'large.csv');
  say('writing a CSV of 2 GB');
  await writeLargeCsv(path, 2 * gigabyte);
  const rows: BenchRow[] = [];
  for (const [mode, what] of [['intake', 'taken in under its checksum, in the server'], ['measure', 'profile, sorted Parquet, personal data, risk and sample, in the measuring process']] as const) {
    say(`2 GB: ${what}`);
    const { seconds, processorSeconds, peakMegabytes } = await timeInProcess(mode, path);
    rows.push({ what: `2 GB CSV: ${what}`, seconds: round(seconds), processorSeconds: round(processorSeconds), megabytesPerSecond: round((2 * gigabyte) / 1e6 / seconds, 0), peakMemoryMegabytes: round(peakMegabytes, 0) });
  }
  await rm(path, { force: true });
  return rows;
}

type Compared = { readonly what: string; readonly path: string; readonly trials: number };

async function compare(say: (line: string) => void, { what, path, trials }: Compared): Promise<BenchRow[]> {
  const megabytes = round((await stat(path)).size / 1e6, 0);
  const times: Record<'summarize' | 'profile', Timed[]> = { summarize: [], profile: [] };
  for (let trial = 0; trial < trials; trial += 1) {
    for (const mode of ['summarize', 'profile'] as const) {
      say(`${what}: ${mode}, ${trial + 1} of ${trials}`);
      times[mode].push(await timeInProcess(mode, path));
    }
  }
  const figure = (mode: 'summarize' | 'profile', of: keyof Timed) => median(times[mode].map((time) => time[of]));
  return (['summarize', 'profile'] as const).map((mode) => ({
    what: `${what} (${megabytes} MB): ${mode === 'summarize' ? "DuckDB's SUMMARIZE" : 'profile of everything'}`, seconds: round(figure(mode, 'seconds')), processorSeconds: round(figure(mode, 'processorSeconds')),
    ratio: round(figure(mode, 'seconds') / figure('summarize', 'seconds')), processorRatio: round(figure(mode, 'processorSeconds') / figure('summarize', 'processorSeconds')),
    megabytesPerSecond: round(megabytes / figure(mode, 'seconds'), 0), peakMemoryMegabytes: round(figure(mode, 'peakMegabytes'), 0),
  }));
}
