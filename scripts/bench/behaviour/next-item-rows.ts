import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { blendedIndex, blendRanker, decodeIndex, encodeIndex, featureSource, fitBlend, itemRules, pairedIntervals, sessionIndex, sessionTable, standardBlend, vstan, type BlendWeights, type Candidates, type ItemFeature, type ItemRules, type SessionParameters, type SessionTable } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { round } from '../median';
import type { BenchRow } from '../suites';
import { associationRules, itemKnn, popularity, sequentialRules, type Recommender } from './baselines';
import { evaluateNeighboursBeside } from './evaluate-neighbours';
import { evaluate, evaluateShared, trainFacts, type Evaluation, type Evaluations, type Protocol } from './evaluate';
import type { PublishedFigure, PublishedFigures } from './published-figures';
import { publishedSettings } from './published-settings';
import { knownOnly, sessionsFrom, type SessionEvent } from './read-sessions';
import { blended, learn, weightsWithout, type Learnt } from './search';

const protocols = ['all', 'after-two', 'new'] as const satisfies readonly Protocol[];
const defaultTrials = 40;

/** What each part is worth: the ranking learnt anew without it. */
const parts: Readonly<Record<string, readonly ItemFeature[]>> = {
  neighbours: ['neighbours', 'neighbours-by-length'], rules: ['follows-last', 'follows-previous', 'together'], popularity: ['popularity', 'recent-popularity', 'popularity-by-length'],
  repeats: ['again', 'again-last', 'again-near', 'again-often', 'again-by-length', 'last-by-length'],
};

export type NextItemOptions = { /** How many settings are searched. */ readonly trials?: number | undefined; /** What peers gave on these very files; stands beside our figure of the same row. */ readonly published?: PublishedFigures | null };

const neighbourParts: Readonly<Record<string, Partial<SessionParameters>>> = { idf: { idfWeight: 0 }, age: { lambdaDays: Infinity }, distance: { lambdaDistance: Infinity }, position: { position: 'same' }, match: { lambdaMatch: Infinity } };

/**
 * The next item of real sessions on a fixed split, `databourse` (what the exchange serves; where few cases teach, with a prior for sessions in which things come again, and `databourse-as-on-pages` beside it) against simple and published methods, these with the settings published for each of several data sets; everything learnt is learnt from training alone. Times: `databourse` with the reason of each item, as it is served, all others the order alone, those of neighbours on a thread beside it and, what is left, on this one at the end.
 */
export async function compareNextItem(trainEvents: readonly SessionEvent[], testEvents: readonly SessionEvent[], say: (line: string) => void, { trials = defaultTrials, published = null }: NextItemOptions = {}): Promise<readonly BenchRow[]> {
  const train = sessionsFrom(trainEvents);
  const test = knownOnly(sessionsFrom(testEvents), train);
  if (train.length === 0) throw new Error('The training file has no session.');
  if (test.length === 0) throw new Error('The test file has no session of two items that the training file knows: is it of the same shop, and later?');
  say(`${train.length} training sessions, ${test.length} test sessions`);
  const startedAt = performance.now();
  const table = sessionTable(train);
  const buildSeconds = (performance.now() - startedAt) / 1_000;
  const rules = itemRules(table);
  const megabytes = bytesOf(table, rules) / 1e6;
  say(`index: ${round(buildSeconds, 2)} s, with rules ${round((performance.now() - startedAt) / 1_000, 2)} s and ${round(megabytes, 1)} MB in arrays (${round((megabytes * 1e6) / trainEvents.length, 1)} bytes an event)`);
  const learnt = await learn(train, trials, say);
  const facts = trainFacts(train);
  const evaluations = new Map<string, Evaluations>();
  const add = (method: string, of: Evaluations | undefined): void => { if (of) evaluations.set(method, of); };
  const source = featureSource(table, rules, sessionIndex(table, learnt.parameters));
  const ours = weightsWithout(learnt);
  const weights = ours ?? learnt.standing;
  say(ours ? `learnt from ${learnt.packed.length} prefixes: ${JSON.stringify(learnt.parameters)} ${JSON.stringify(rounded(ours))}` : 'too few sessions to learn weights from: the standing ones rank');
  const settings = { ...publishedSettings, 'vstan-tuned': learnt.parameters, 'vstan-tuned-mrr': learnt.parametersForMrr };
  const changed = Object.fromEntries(Object.entries(neighbourParts).map(([name, part]) => [`vstan-without-${name}`, { ...vstan, ...part }]));
  const finishNeighbours = evaluateNeighboursBeside({ train, test, settings: { ...settings, ...changed } });
  const alone: readonly (readonly [name: string, recommender: () => Recommender])[] = [
    ['databourse', () => blended(blendedIndex(source, weights))],
    ...(learnt.standing === standardBlend ? [] : [['databourse-as-on-pages', () => blended(blendedIndex(source, fitBlend(learnt.packed)?.weights ?? standardBlend))] as const]),
    ['popularity', () => popularity(train)], ['association-rules', () => associationRules(train)],
    ['markov', () => sequentialRules(train, 1)], ['sequential-rules', () => sequentialRules(train, 10)], ['item-knn', () => itemKnn(train)],
  ];
  for (const [method, recommender] of alone) {
    say(method);
    evaluations.set(method, evaluate(recommender(), test, facts));
    // A thread that begins needs this one now and then.
    await setImmediate();
  }
  const without = ablations(learnt);
  say(`${without.length} rankings with a part left out`);
  const left = evaluateShared({ find: (query, now) => source.candidatesOf({ query, now }), rankings: without.map(([, blend]) => shown(blend)) }, test, facts);
  const stored = (['full', 'compact', 'smallest'] as const).map((precision) => {
    const file = encodeIndex({ table, rules, origin: { builtAt: 0, newestEventId: '0', since: '' } }, precision);
    const back = decodeIndex(file);
    if (!back.ok) throw new Error(`An index that was just written is ${back.fault}`);
    say(`stored ${precision}: ${round(file.length / 1e6, 2)} MB`);
    const read = featureSource(back.contents.table, back.contents.rules, sessionIndex(back.contents.table, learnt.parameters));
    const whole = evaluations.get('databourse');
    // What is read back number for number gives the same lists.
    const of = whole && isSameIndex(back.contents, { table, rules }) ? whole : evaluate(blended(blendedIndex(read, weights), true), test, facts);
    return { method: `databourse-stored-${precision}`, of, bytes: file.length };
  });
  say('session neighbours, published, tuned and with a part left out');
  const neighbours = await finishNeighbours();
  for (const method of Object.keys(settings)) add(method, neighbours[method]);
  without.forEach(([method], index) => { add(method, left[index]); });
  for (const method of Object.keys(changed)) add(method, neighbours[method]);
  for (const { method, of } of stored) add(method, of);
  const peer = evaluations.get('vsknn');
  return protocols.flatMap((protocol) => {
    const interval = pairedIntervals(peer?.[protocol].groups ?? [], seededRandom(7));
    return [...evaluations].map(([method, of]): BenchRow => ({ task: 'next-item', protocol, method, ...figures(of[protocol], peer?.[protocol], interval), ...besideOurs(published?.protocol === protocol ? published.methods[method] : undefined), indexMb: round(megabytes, 1), ...Object.fromEntries(stored.filter((each) => each.method === method).map(({ bytes }) => ['fileMb', round(bytes / 1e6, 3)])) }));
  });
}

function shown(blend: BlendWeights): (found: Candidates, size: number) => readonly string[] {
  const rank = blendRanker(blend);
  return (found, size) => rank(found, size).map(({ row }) => found.items[row] ?? '');
}

function ablations({ packed, split, standing }: Learnt): (readonly [name: string, weights: BlendWeights])[] {
  if (!split) return [];
  // Without prefixes a session is one case, its last step.
  const lastOfGroup = split.questions.map((question, index) => split.questions[index + 1]?.group !== question.group);
  const whole = packed.filter(({ row }) => lastOfGroup[row]);
  const named = (name: string, fit: BlendWeights | null): (readonly [string, BlendWeights])[] => (fit ? [[name, fit]] : []);
  return [
    ['databourse-weights-not-learnt', standing],
    ...Object.entries(parts).flatMap(([name, without]) => named(`databourse-without-${name}`, weightsWithout({ packed, standing }, without))),
    ...named('databourse-without-prefixes', weightsWithout({ packed: whole, standing })),
  ];
}

type Index = { readonly table: SessionTable; readonly rules: ItemRules };

function isSameIndex(a: Index, b: Index): boolean {
  const arrays = ({ table, rules }: Index) => [table.starts, table.items, table.places, table.at, table.idf, ...[rules.follows, rules.together].flatMap((rule) => [rule.starts, rule.items, rule.shares])];
  const others = arrays(b);
  return isDeepStrictEqual(a.table.nameOf, b.table.nameOf) && arrays(a).every((numbers, index) => numbers.length === others[index]?.length && numbers.every((value, at) => Object.is(value, others[index]?.[at])));
}

function figures(of: Evaluation, peer: Evaluation | undefined, interval: ReturnType<typeof pairedIntervals>): BenchRow {
  const paired = (value: (rank: number) => number): readonly [number, number] => interval(of.ranks.map((rank, index) => value(rank) - value(peer?.ranks[index] ?? 0)));
  const [hit, reciprocal] = [paired((rank) => (rank > 0 ? 1 : 0)), paired((rank) => (rank > 0 ? 1 / rank : 0))];
  return {
    cases: of.cases, hr20: round(of.hitRate, 4), mrr20: round(of.mrr, 4), recall20: round(of.hitRate, 4), ndcg20: round(of.ndcg, 4), hr10: round(of.at10.hitRate, 4), mrr10: round(of.at10.mrr, 4), recall10: round(of.at10.hitRate, 4), ndcg10: round(of.at10.ndcg, 4),
    coverage20: round(of.coverage, 4), popularity20: round(of.popularity, 4), novelty20: round(of.novelty, 2), p50ms: round(of.p50ms, 4), p99ms: round(of.p99ms, 4),
    hrOverVsknnLow: round(hit[0], 4), hrOverVsknnHigh: round(hit[1], 4), mrrOverVsknnLow: round(reciprocal[0], 4), mrrOverVsknnHigh: round(reciprocal[1], 4),
  };
}

function besideOurs(published: PublishedFigure | undefined): BenchRow {
  return published ? { publishedHr20: published.hr20, publishedMrr20: published.mrr20 } : {};
}

function bytesOf(table: SessionTable, rules: ItemRules): number {
  return [table.starts, table.items, table.places, table.at, table.holderStarts, table.holders, table.idf, ...[rules.follows, rules.together].flatMap((rule) => [rule.starts, rule.items, rule.shares])].reduce((sum, part) => sum + part.byteLength, 0);
}

function rounded(weights: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, round(value, 3)]));
}
