import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, readTable, type TextTable } from './behaviour/read-table';
import { compareNextAction, hasActions } from './behaviour/next-action-rows';
import { comparePurchase, hasPurchase } from './behaviour/purchase-rows';
import { compareNextItem } from './behaviour/next-item-rows';
import { findPublishedFigures } from './behaviour/published-figures';
import { eventsOf, type SessionEvent } from './behaviour/read-sessions';
import type { BenchOptions, BenchRow } from './suites';

/**
 * What the files can be asked: the next item of sessions, also the next action where events have a type, and whether a session ends in a purchase where
 * rows are sessions. Trained on one file, tested on the other. `--trials N` is how many settings are searched on the training file (0: none).
 */
export async function run(say: (line: string) => void, options: BenchOptions): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { train: trainPath, test: testPath } of filesOf(options)) {
    say(`── ${trainPath} → ${testPath}`);
    const read = readPair(trainPath, testPath);
    if ('purchases' in read) {
      rows.push(...comparePurchase(...read.purchases, say));
      continue;
    }
    rows.push(...await compareNextItem(...read.events, say, { trials: options.trials, published: findPublishedFigures(hashOf(trainPath), hashOf(testPath)) }));
    if (hasActions(read.events[0])) rows.push(...compareNextAction(...read.events, say));
  }
  return rows;
}

/** The cells of a large file are let go of once its events are read. */
function readPair(trainPath: string, testPath: string): { readonly purchases: readonly [TextTable, TextTable] } | { readonly events: readonly [SessionEvent[], SessionEvent[]] } {
  const [train, test] = [readTable(trainPath), readTable(testPath)];
  return hasPurchase(train) ? { purchases: [train, test] } : { events: [eventsOf(train), eventsOf(test)] };
}

type Pair = { readonly train: string; readonly test: string };

function filesOf(options: BenchOptions): readonly Pair[] {
  if (options.train !== undefined && options.test !== undefined) {
    for (const path of [options.train, options.test]) {
      if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
      if (!statSync(path).isFile()) throw new Error(`${path} is not a file.`);
    }
    return [{ train: options.train, test: options.test }];
  }
  const folder = join(process.env.BENCH_DATA ?? '../shared/data', 'behaviour');
  const files = { train: join(folder, 'yoochoose-100k-train.tsv'), test: join(folder, 'yoochoose-100k-test.tsv') };
  if (!existsSync(files.train) || !existsSync(files.test)) throw new Error(`The real sessions are not in ${folder}: name a pair with --train FILE --test FILE, or their folder in BENCH_DATA.`);
  return [files];
}
