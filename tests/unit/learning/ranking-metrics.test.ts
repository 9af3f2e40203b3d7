import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { blendedIndex, blendRanker, featureSource, itemRules, pairedInterval, pairedIntervals, rankingReport, sessionIndex, sessionTable, sknn, stan, standardBlend, vstan, type Candidates, type Session } from '@/lib/learning';
import { tryParameters } from '@/lib/behaviour/core/search-item-parameters';
import { tryInThreads } from '@/lib/behaviour/search-in-threads';
import { seededRandom } from '@/lib/shared/seeded-random';
import { associationRules, itemKnn, popularity, sequentialRules } from '@/scripts/bench/behaviour/baselines';
import { evaluateNeighbours, evaluateNeighboursBeside } from '@/scripts/bench/behaviour/evaluate-neighbours';
import { evaluate, evaluateShared, trainFacts } from '@/scripts/bench/behaviour/evaluate';
import { knownOnly, readSessions } from '@/scripts/bench/behaviour/read-sessions';

const folder = mkdtempSync(join(tmpdir(), 'databourse-bench-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

describe('rankingReport', () => {
  it('is the hit rate, the mean reciprocal rank and the discounted gain within k', () => {
    expect(rankingReport([1, 2, 0, 5], 4)).toEqual({ cases: 4, hitRate: 0.5, mrr: (1 + 1 / 2) / 4, ndcg: (1 + 1 / Math.log2(3)) / 4 });
    expect(rankingReport([5], 5).hitRate).toBe(1);
    expect(() => rankingReport([], 20)).toThrow(RangeError);
  });
});

describe('pairedInterval', () => {
  const groups = Array.from({ length: 2_000 }, (_, index) => index >> 1);
  it('lies around a real difference and holds zero when there is none', () => {
    const random = seededRandom(5);
    const none = groups.map(() => (random() < 0.5 ? 1 : -1));
    const [low, high] = pairedInterval(none, groups, seededRandom(1));
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    const some = groups.map(() => (random() < 0.6 ? 1 : 0));
    const [from, to] = pairedInterval(some, groups, seededRandom(1));
    expect(from).toBeGreaterThan(0.5);
    expect(to).toBeLessThan(0.7);
    expect(pairedInterval(some, groups, seededRandom(1))).toEqual([from, to]);
    const intervalOf = pairedIntervals(groups, seededRandom(1));
    expect([some, none, some].map(intervalOf)).toEqual([some, none, some].map((differences) => pairedInterval(differences, groups, seededRandom(1))));
  });
});

const train: readonly Session[] = [
  { id: '1', items: ['a', 'b', 'c'], at: 1 }, { id: '2', items: ['a', 'b'], at: 2 }, { id: '3', items: ['b', 'd', 'a'], at: 3 }, { id: '4', items: ['c'], at: 4 },
];

describe('the baselines', () => {
  it.each([
    ['popularity', popularity(train), ['x'], ['a', 'b', 'c', 'd']],
    ['association rules', associationRules(train), ['c', 'a'], ['b', 'c', 'd']],
    ['a Markov chain', sequentialRules(train, 1), ['b'], ['c', 'd']],
    ['sequential rules', sequentialRules(train, 10), ['a'], ['b', 'c']],
    ['sequential rules without a rule', sequentialRules(train, 10), ['nothing'], []],
    ['item neighbours', itemKnn(train), ['d'], ['a', 'b']],
    ['rules of a session without end, whose end counts', associationRules([{ id: '1', items: ['a', 'b', ...Array.from({ length: 499 }, () => 'c')], at: 1 }]), ['b'], ['c']],
  ])('%s', (_, recommend, query, list) => {
    expect(recommend(query, 5, 20)).toEqual(list);
  });
});

describe('evaluate', () => {
  it('asks after every item for the next one, and counts only new ones when told', () => {
    const test: Session[] = [{ id: 't', items: ['a', 'b', 'a'], at: 9 }];
    const { all: always } = evaluate(() => ['b', 'a'], test, trainFacts(train));
    expect(always.ranks).toEqual([1, 2]);
    expect(always).toMatchObject({ cases: 2, hitRate: 1, mrr: 0.75, coverage: 0.5, groups: [0, 0] });
    expect(evaluate(() => ['a', 'b'], test, trainFacts(train)).new.ranks).toEqual([1]);
  });

  it('finds for rankings that share their candidates what it finds for each alone', () => {
    const table = sessionTable(train);
    const source = featureSource(table, itemRules(table), sessionIndex(table));
    const blends = [standardBlend, { ...standardBlend, neighbours: -1 }];
    const test: Session[] = [{ id: 't', items: ['a', 'b', 'd', 'a', 'c'], at: 9 }, { id: 'u', items: ['c', 'b', 'c', 'a'], at: 10 }];
    const ranksOf = (found: ReturnType<typeof evaluate> | undefined) => [found?.all.ranks, found?.['after-two'].ranks, found?.new.ranks, found?.all.coverage, found?.all.novelty];
    const shared = evaluateShared<Candidates>({ find: (query, now) => source.candidatesOf({ query, now }), rankings: blends.map((blend) => (found, size) => blendRanker(blend)(found, size).map(({ row }) => found.items[row] ?? '')) }, test, trainFacts(train));
    expect(shared.map(ranksOf)).toEqual(blends.map((blend) => ranksOf(evaluate((query, now, size) => blendedIndex(source, blend).recommend({ query, now, size }).map(({ item }) => item), test, trainFacts(train)))));
    expect(ranksOf(shared[0])).not.toEqual(ranksOf(shared[1]));
  });

  it('asks in a session without end after its end alone, and for all that is new', () => {
    const [all, asked] = [Array.from({ length: 700 }, (_, index) => `i${index}`), [] as number[]];
    const { new: fresh } = evaluate((query, _, size) => { asked.push(query.length); return all.slice(0, size); }, [{ id: 't', items: all, at: 9 }], trainFacts([{ id: '1', items: all, at: 1 }]));
    expect([Math.max(...asked), fresh.hitRate]).toEqual([500, 1]);
  });

  it('is not fooled by a method that knows the answer list only', () => {
    const index = sessionIndex(train);
    const { new: { ranks } } = evaluate((query, now, size) => index.recommend(query, { now, size }).map(({ item }) => item), [{ id: 't', items: ['a', 'b'], at: 5 }], trainFacts(train));
    expect(ranks).toEqual([1]);
  });
});

describe('threads', () => {
  it('find the figures that one alone finds, whichever takes a setting up, and settings that are equal once', async () => {
    const long: Session[] = [{ id: 't', items: Array.from({ length: 5_100 }, (_, index) => 'abcd'.charAt((index * index) % 4)), at: 9 }];
    const task = { train, test: long, settings: { vstan, sknn, tuned: { ...vstan } } };
    const withoutTimes = (of: ReturnType<typeof evaluateNeighbours>): unknown => JSON.parse(JSON.stringify(of, (key, value: unknown) => (key.endsWith('ms') ? 0 : value)));
    const wanted = withoutTimes(evaluateNeighbours(task));
    const taken = new Int32Array(new SharedArrayBuffer(4));
    const finish = evaluateNeighboursBeside({ ...task, taken });
    await vi.waitUntil(() => Atomics.load(taken, 0) > 2, 50_000);
    const beside = await finish();
    expect(withoutTimes(beside)).toEqual(wanted);
    expect(beside.tuned).toEqual(beside.vstan);
    expect(withoutTimes(await evaluateNeighboursBeside(task)())).toEqual(wanted);
    expect(Object.keys(evaluateNeighbours({ ...task, taken: Int32Array.of(1) }))).toEqual(['sknn']);
    const split = { older: train, newer: long, questions: Array.from({ length: 120 }, (_, index) => ({ query: ['a', 'b', 'c'].slice(0, 1 + (index % 3)), target: 'd', now: 9, group: index })) };
    expect(await tryInThreads(split, [vstan, sknn, stan])).toEqual(tryParameters(split, [vstan, sknn, stan]));
  }, 60_000);
});

describe('session files', () => {
  const text = 'SessionId\tItemId\tTime\n7\tb\t20.5\n7\ta\t10\n8\ta\t30\n';
  it('are read in the order of time, plain or gzipped', () => {
    writeFileSync(join(folder, 'a.tsv'), text);
    writeFileSync(join(folder, 'a.tsv.gz'), gzipSync(text));
    const sessions = readSessions(join(folder, 'a.tsv'));
    expect(sessions).toEqual([{ id: '7', items: ['a', 'b'], at: 20.5 }, { id: '8', items: ['a'], at: 30 }]);
    expect(readSessions(join(folder, 'a.tsv.gz'))).toEqual(sessions);
    expect(knownOnly([{ id: 'x', items: ['a', 'new', 'b'], at: 1 }, { id: 'y', items: ['a', 'new'], at: 1 }], sessions)).toEqual([{ id: 'x', items: ['a', 'b'], at: 1 }]);
  });

  it.each([
    ['commas, other names, a date', 'action_time,user_id,sku_id,type,sessionId,index\n2018-03-03 07:15:40,1,b,1,7,1520061340.0\n2018-03-03 07:12:44,1,a,1,7,1520061164.0\n'],
    ['a byte order mark, quotes, Windows lines', '\uFEFF"SessionId","ItemId","Time"\r\n"7","b","1520061340"\r\n"7","a","1520061164"\r\n'],
    ['semicolons, milliseconds', 'session_id;item_id;timestamp\n7;b;1520061340000\n7;a;1520061164000\n'],
    ['a date alone', 'SessionId,ItemId,Time\n7,b,2018-03-03T07:15:40Z\n7,a,2018-03-03 07:12:44\n'],
  ])('in another layout are the same sessions: %s', (_, other) => {
    // Gzipped, whatever the file is called.
    writeFileSync(join(folder, 'c.csv'), gzipSync(other));
    expect(readSessions(join(folder, 'c.csv'))).toEqual([{ id: '7', items: ['a', 'b'], at: 1_520_061_340 }]);
  });

  it('cut off are refused by name', () => {
    writeFileSync(join(folder, 'd.tsv.gz'), gzipSync(text.repeat(50)).subarray(0, 40));
    expect(() => readSessions(join(folder, 'd.tsv.gz'))).toThrow(/d\.tsv\.gz: the gzip file is damaged or cut off/);
  });

  it.each([['SessionId\tItem\tTime\n', /line 1/], ['SessionId\tItemId\tTime\n1\ta\tsoon\n', /line 2/], ['SessionId\tItemId\tTime\n1\ta\t1\n\t\t\n', /line 3/]])('that are broken are refused by line: %j', (broken, sentence) => {
    writeFileSync(join(folder, 'b.tsv'), broken);
    expect(() => readSessions(join(folder, 'b.tsv'))).toThrow(sentence);
  });
});
