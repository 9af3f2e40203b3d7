import { performance } from 'node:perf_hooks';
import { blendedIndex, decodeIndex, encodeIndex, featureSource, itemRules, pairedInterval, sessionIndex, sessionTable, sknn, standardBlend, stan, vsknn, vstan, type FeatureSource, type ItemFeature, type ItemRules, type SessionTable } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { round } from '../median';
import type { BenchRow } from '../suites';
import { associationRules, itemKnn, popularity, sequentialRules, type Recommender } from './baselines';
import { evaluate, trainFacts, type Evaluation, type Protocol } from './evaluate';
import { knownOnly, sessionsFrom, type SessionEvent } from './read-sessions';
import { blended, blendWithout, learn, nearest, type Learnt } from './search';

const protocols = ['all', 'after-two', 'new'] as const satisfies readonly Protocol[];
const defaultTrials = 40;
type Method = readonly [name: string, recommend: Recommender];

/** What each part is worth: the ranking learnt anew without it. */
const parts: Readonly<Record<string, readonly ItemFeature[]>> = {
  neighbours: ['neighbours', 'neighbours-by-length'], rules: ['follows-last', 'follows-previous', 'together'], popularity: ['popularity', 'recent-popularity', 'popularity-by-length'],
  repeats: ['again', 'again-last', 'again-near', 'again-often', 'again-by-length', 'last-by-length'],
};

/** The next item of real sessions on a fixed split, `databourse` (what the exchange serves) against simple and published methods; everything learnt is learnt from training alone. */
export async function compareNextItem(trainEvents: readonly SessionEvent[], testEvents: readonly SessionEvent[], say: (line: string) => void, trials = defaultTrials): Promise<readonly BenchRow[]> {
  const train = sessionsFrom(trainEvents);
  const test = knownOnly(sessionsFrom(testEvents), train);
  if (train.length === 0 || test.length === 0) throw new Error('There is no session of two known items to predict: is the test file later than the training file?');
  say(`${train.length} training sessions, ${test.length} test sessions`);
  const startedAt = performance.now();
  const table = sessionTable(train);
  const buildSeconds = (performance.now() - startedAt) / 1_000;
  const rules = itemRules(table);
  const megabytes = bytesOf(table, rules) / 1e6;
  say(`index: ${round(buildSeconds, 2)} s, with rules ${round((performance.now() - startedAt) / 1_000, 2)} s and ${round(megabytes, 1)} MB in arrays (${round((megabytes * 1e6) / trainEvents.length, 1)} bytes an event)`);
  const learnt = await learn(train, trials, say);
  const facts = trainFacts(train);
  const evaluations = new Map<string, Readonly<Record<Protocol, Evaluation>>>();
  const source = featureSource(table, rules, sessionIndex(table, learnt.parameters));
  const ours = blendWithout(source, learnt.packed);
  say(ours ? `learnt from ${learnt.packed.length} prefixes: ${JSON.stringify(learnt.parameters)} ${JSON.stringify(rounded(ours.weights))}` : 'too few sessions to learn weights from: the standing ones rank');
  const methods: readonly Method[] = [
    ['databourse', blended(ours?.index ?? blendedIndex(source, standardBlend))],
    ['popularity', popularity(train)], ['association-rules', associationRules(train)], ['markov', sequentialRules(train, 1)], ['sequential-rules', sequentialRules(train, 10)], ['item-knn', itemKnn(train)],
    ['sknn', nearest(table, sknn)], ['vsknn', nearest(table, vsknn)], ['stan', nearest(table, stan)], ['vstan', nearest(table, vstan)], ['vstan-tuned', nearest(table, learnt.parameters)], ['vstan-tuned-mrr', nearest(table, learnt.parametersForMrr)],
    ...ablations(source, learnt), ['vstan-without-idf', nearest(table, { ...vstan, idfWeight: 0 })], ['vstan-without-age', nearest(table, { ...vstan, lambdaDays: Infinity })], ['vstan-without-distance', nearest(table, { ...vstan, lambdaDistance: Infinity })],
    ['vstan-without-position', nearest(table, { ...vstan, position: 'same' })], ['vstan-without-match', nearest(table, { ...vstan, lambdaMatch: Infinity })],
  ];
  for (const [method, recommend] of methods) {
    say(method);
    evaluations.set(method, evaluate(recommend, test, facts));
  }
  const stored = (['full', 'compact', 'smallest'] as const).map((precision) => {
    const file = encodeIndex({ table, rules, origin: { builtAt: 0, newestEventId: '0', since: '' } }, precision);
    const back = decodeIndex(file);
    if (!back.ok) throw new Error(`An index that was just written is ${back.fault}`);
    say(`stored ${precision}: ${round(file.length / 1e6, 2)} MB`);
    const read = featureSource(back.contents.table, back.contents.rules, sessionIndex(back.contents.table, learnt.parameters));
    evaluations.set(`databourse-stored-${precision}`, evaluate(blended(blendedIndex(read, ours?.weights ?? standardBlend)), test, facts));
    return [`databourse-stored-${precision}`, file.length] as const;
  });
  const peer = evaluations.get('vsknn');
  return protocols.flatMap((protocol) => [...evaluations].map(([method, of]): BenchRow => ({ task: 'next-item', protocol, method, ...figures(of[protocol], peer?.[protocol]), indexMb: round(megabytes, 1), ...Object.fromEntries(stored.filter(([name]) => name === method).map(([, bytes]) => ['fileMb', round(bytes / 1e6, 3)])) })));
}

function ablations(source: FeatureSource, { packed, split }: Learnt): Method[] {
  if (!split) return [];
  // Without prefixes a session is one case, its last step.
  const lastOfGroup = split.questions.map((question, index) => split.questions[index + 1]?.group !== question.group);
  const whole = packed.filter(({ row }) => lastOfGroup[row]);
  return [
    ['databourse-weights-not-learnt', blended(blendedIndex(source, standardBlend))],
    ...Object.entries(parts).flatMap(([name, without]): Method[] => { const found = blendWithout(source, packed, without); return found ? [[`databourse-without-${name}`, blended(found.index)]] : []; }),
    ...[blendWithout(source, whole)].flatMap((found): Method[] => (found ? [['databourse-without-prefixes', blended(found.index)]] : [])),
  ];
}

function figures(of: Evaluation, peer: Evaluation | undefined): BenchRow {
  const paired = (value: (rank: number) => number): readonly [number, number] => pairedInterval(of.ranks.map((rank, index) => value(rank) - value(peer?.ranks[index] ?? 0)), of.groups, seededRandom(7));
  const [hit, reciprocal] = [paired((rank) => (rank > 0 ? 1 : 0)), paired((rank) => (rank > 0 ? 1 / rank : 0))];
  return {
    cases: of.cases, hr20: round(of.hitRate, 4), mrr20: round(of.mrr, 4), recall20: round(of.hitRate, 4), ndcg20: round(of.ndcg, 4), hr10: round(of.at10.hitRate, 4), mrr10: round(of.at10.mrr, 4), recall10: round(of.at10.hitRate, 4), ndcg10: round(of.at10.ndcg, 4),
    coverage20: round(of.coverage, 4), popularity20: round(of.popularity, 4), novelty20: round(of.novelty, 2), p50ms: round(of.p50ms, 4), p99ms: round(of.p99ms, 4),
    hrOverVsknnLow: round(hit[0], 4), hrOverVsknnHigh: round(hit[1], 4), mrrOverVsknnLow: round(reciprocal[0], 4), mrrOverVsknnHigh: round(reciprocal[1], 4),
  };
}

function bytesOf(table: SessionTable, rules: ItemRules): number {
  return [table.starts, table.items, table.places, table.at, table.holderStarts, table.holders, table.idf, ...[rules.follows, rules.together].flatMap((rule) => [rule.starts, rule.items, rule.shares])].reduce((sum, part) => sum + part.byteLength, 0);
}

function rounded(weights: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, round(value, 3)]));
}
