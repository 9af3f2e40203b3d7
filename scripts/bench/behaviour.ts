import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pairedInterval, sessionTable, sknn, stan, vsknn, vstan, type SessionParameters } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { associationRules, itemKnn, popularity, sequentialRules, type Recommender } from './behaviour/baselines';
import { evaluate, type Evaluation, type Protocol } from './behaviour/evaluate';
import { knownOnly, readSessions } from './behaviour/read-sessions';
import { nearest, search } from './behaviour/search';
import { round } from './median';
import type { BenchOptions, BenchRow } from './suites';

const protocols = ['all', 'new'] as const satisfies readonly Protocol[];
const defaultTrials = 40;

/**
 * The next item of real sessions on a fixed split, against simple and published methods. `--train FILE --test FILE` takes any pair of
 * files in the layout of the default ones; `--trials N` is how many settings are searched (0: the published ones alone).
 */
export async function run(say: (line: string) => void, options: BenchOptions): Promise<readonly BenchRow[]> {
  const { train: trainPath, test: testPath } = filesOf(options);
  const train = readSessions(trainPath);
  const test = knownOnly(readSessions(testPath), train);
  if (train.length === 0 || test.length === 0) throw new Error('There is no session of two known items to predict: is the test file later than the training file?');
  say(`${train.length} training sessions, ${test.length} test sessions`);
  const before = process.memoryUsage();
  const startedAt = performance.now();
  const table = sessionTable(train);
  const buildSeconds = (performance.now() - startedAt) / 1000;
  const bytes = [table.starts, table.items, table.places, table.at, table.holderStarts, table.holders, table.idf].reduce((sum, part) => sum + part.byteLength, 0);
  say(`index: ${round(buildSeconds)} s, ${round(bytes / 1e6, 1)} MB in arrays, ${round(bytes / train.reduce((sum, session) => sum + session.items.length, 0), 1)} bytes an event, resident ${round((process.memoryUsage().rss - before.rss) / 1e6, 0)} MB more`);
  const trials = options.trials ?? defaultTrials;
  const found = trials > 0 ? search(train, trials, say) : null;
  const near = (parameters: SessionParameters): Recommender => nearest(table, parameters);
  const methods: readonly (readonly [string, Recommender])[] = [
    ['popularity', popularity(train)], ['association-rules', associationRules(train)], ['markov', sequentialRules(train, 1)], ['sequential-rules', sequentialRules(train, 10)], ['item-knn', itemKnn(train)],
    ['sknn', near(sknn)], ['vsknn', near(vsknn)], ['stan', near(stan)], ['vstan', near(vstan)],
    ...(found ? [['vstan-tuned', near(found.byHitRate.parameters)], ['vstan-tuned-mrr', near(found.byMrr.parameters)]] as const : []),
    // What each part is worth: the preset with one part taken away.
    ['vstan-without-idf', near({ ...vstan, idfWeight: 0 })], ['vstan-without-age', near({ ...vstan, lambdaDays: Infinity })], ['vstan-without-distance', near({ ...vstan, lambdaDistance: Infinity })],
    ['vstan-without-position', near({ ...vstan, position: 'same' })], ['vstan-without-match', near({ ...vstan, lambdaMatch: Infinity })],
  ];
  if (found) say(`chosen on training alone: ${JSON.stringify(found.byHitRate.parameters)} and, for MRR, ${JSON.stringify(found.byMrr.parameters)}`);
  return protocols.flatMap((protocol) => {
    const evaluations = new Map<string, Evaluation>();
    for (const [method, recommend] of methods) {
      say(`${protocol}: ${method}`);
      evaluations.set(method, evaluate(recommend, test, train, protocol));
    }
    return [...evaluations].map(([method, evaluation]) => toRow({ method, protocol, evaluation, peer: evaluations.get('vsknn') }));
  });
}

type RowFacts = { readonly method: string; readonly protocol: Protocol; readonly evaluation: Evaluation; readonly peer: Evaluation | undefined };

function toRow({ method, protocol, evaluation, peer }: RowFacts): BenchRow {
  const hits = (of: Evaluation): number[] => of.ranks.map((rank) => (rank > 0 ? 1 : 0));
  const theirs = peer ? hits(peer) : [];
  const [low, high] = pairedInterval(hits(evaluation).map((hit, index) => hit - (theirs[index] ?? 0)), evaluation.groups, seededRandom(7));
  return {
    protocol, method, cases: evaluation.cases, hr20: round(evaluation.hitRate, 4), mrr20: round(evaluation.mrr, 4), recall20: round(evaluation.hitRate, 4), ndcg20: round(evaluation.ndcg, 4),
    coverage20: round(evaluation.coverage, 4), popularity20: round(evaluation.popularity, 4), novelty20: round(evaluation.novelty, 2), p50ms: round(evaluation.p50ms, 4), p99ms: round(evaluation.p99ms, 4),
    hrOverVsknnLow: round(low, 4), hrOverVsknnHigh: round(high, 4),
  };
}

function filesOf(options: BenchOptions): { readonly train: string; readonly test: string } {
  if (options.train !== undefined && options.test !== undefined) {
    for (const path of [options.train, options.test]) if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
    return { train: options.train, test: options.test };
  }
  const folder = join(process.env.BENCH_DATA ?? '../shared/data', 'behaviour');
  const files = { train: join(folder, 'yoochoose-100k-train.tsv'), test: join(folder, 'yoochoose-100k-test.tsv') };
  if (!existsSync(files.train) || !existsSync(files.test)) throw new Error(`The real sessions are not in ${folder}: name a pair with --train FILE --test FILE, or their folder in BENCH_DATA.`);
  return files;
}
