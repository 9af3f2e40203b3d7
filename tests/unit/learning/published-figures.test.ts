import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sessionIndex, sessionTable, type Session, type SessionParameters } from '@/lib/learning';
import { listLength } from '@/scripts/bench/behaviour/evaluate';
import { evaluateNeighbours } from '@/scripts/bench/behaviour/evaluate-neighbours';
import { findPublishedFigures, type PublishedFigures } from '@/scripts/bench/behaviour/published-figures';
import { publishedSettings, type NeighbourSetting } from '@/scripts/bench/behaviour/published-settings';
import { knownOnly, readSessions } from '@/scripts/bench/behaviour/read-sessions';
import { hashOf } from '@/scripts/bench/behaviour/read-table';

type Read = { readonly train: readonly Session[]; readonly test: readonly Session[]; readonly published: PublishedFigures };

function read(train: string, test: string): Read | null {
  const [trainPath, testPath] = [train, test].map((name) => join(process.env.BENCH_DATA ?? '../shared/data', 'behaviour', name)) as [string, string];
  const missing = [trainPath, testPath].find((path) => !existsSync(path));
  if (missing !== undefined) {
    console.warn(`${missing} is missing: the published figures are not compared with ours. Set BENCH_DATA to the folder that holds behaviour/${train}.`);
    return null;
  }
  const published = findPublishedFigures(hashOf(trainPath), hashOf(testPath));
  if (!published) throw new Error(`${trainPath} and ${testPath} are not the files of the published figures.`);
  const sessions = readSessions(trainPath);
  return { train: sessions, test: knownOnly(readSessions(testPath), sessions), published };
}

/** By how much our figure of each row of session neighbours differs from the published one. */
function differences({ train, test, published }: Read): { readonly cases: number; readonly of: Readonly<Record<string, readonly [hitRate: number, mrr: number]>> } {
  const all: Readonly<Record<string, NeighbourSetting>> = publishedSettings;
  const settings = Object.fromEntries(Object.entries(all).filter(([name]) => name in published.methods));
  const found = Object.entries(evaluateNeighbours({ train, test, settings })).map(([name, { [published.protocol]: ours }]) => [name, ours, published.methods[name]] as const);
  return { cases: found[0]?.[1].cases ?? 0, of: Object.fromEntries(found.map(([name, { hitRate, mrr }, { hr20 = 0, mrr20 = 0 } = {}]) => [name, [hitRate - hr20, mrr - mrr20]])) };
}

/** HR@20 from the third item of a session on, where every target comes last, or first, among the items that have the same score (of ties that reach beyond the first hundred the best is not counted). */
function hitRatesOfTies({ train, test }: Read, parameters: SessionParameters): readonly [worst: number, best: number] {
  const index = sessionIndex(sessionTable(train), parameters);
  let [cases, worst, best] = [0, 0, 0];
  for (const { items, at } of test) for (let place = 2; place < items.length; place += 1) {
    const list = index.recommend(items.slice(0, place), { now: at, size: 100, isWithoutAnchors: true });
    const score = list.find(({ item }) => item === items[place])?.score ?? Infinity;
    cases += 1;
    if (list.filter((each) => each.score > score * (1 - 1e-9)).length <= listLength && score < Infinity) worst += 1;
    if (list.filter((each) => each.score > score * (1 + 1e-9)).length < listLength && score < Infinity) best += 1;
  }
  return [worst / cases, best / cases];
}

/** Rounding of what was published, to four digits. */
const rounding = 0.00005;
const isWithin = ([hitRate, mrr]: readonly [number, number], most: number): boolean => Math.max(Math.abs(hitRate), Math.abs(mrr)) <= most + rounding;

describe('the peers on the files they were measured on', () => {
  it('RSC15: every peer\'s HR@20 and MRR@20 within .001, STAN and VSTAN to the last digit', () => {
    const files = read('yoochoose-100k-train.tsv', 'yoochoose-100k-test.tsv');
    if (!files) return;
    const { cases, of } = differences(files);
    expect(cases).toBe(10_152);
    expect(Object.keys(of).toSorted()).toEqual(['sknn-rsc15', 'stan', 'vmis', 'vsknn-rsc15', 'vstan-rsc15']);
    expect(Object.entries(of).filter(([, difference]) => !isWithin(difference, 0.001))).toEqual([]);
    expect(Object.entries(of).filter(([name, difference]) => name.includes('stan') && !isWithin(difference, 0))).toEqual([]);
  }, 120_000);

  it('RetailRocket: STAN and VSTAN to the last digit, VMIS within .001; SKNN and VS-kNN within .002, where the order of equal scores alone moves VS-kNN further', () => {
    const files = read('retailrocket-train.tsv.gz', 'retailrocket-test.tsv.gz');
    if (!files) return;
    const { cases, of } = differences(files);
    expect(cases).toBe(15_132);
    expect(Object.keys(of).toSorted()).toEqual(['sknn-retailrocket', 'stan-retailrocket-mrr', 'vmis', 'vsknn-retailrocket', 'vstan-retailrocket', 'vstan-retailrocket-mrr']);
    expect(Object.entries(of).filter(([name, difference]) => !isWithin(difference, name.includes('stan') ? 0 : name === 'vmis' ? 0.001 : 0.002))).toEqual([]);
    const [worst, best] = hitRatesOfTies(files, publishedSettings['vsknn-retailrocket']);
    const { hr20 } = files.published.methods['vsknn-retailrocket'] ?? {};
    expect(hr20).toBeGreaterThan(worst + 0.002);
    expect(hr20).toBeLessThan(best - 0.002);
  }, 240_000);

  it('are known by what the files hold, packed or plain, whatever they are called; others have none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'databourse-published-'));
    try {
      const [plain, packed, other] = [['a.tsv', 'same'], ['b', gzipSync('same')], ['c.tsv', 'other']].map(([name, content]) => { const path = join(folder, String(name)); writeFileSync(path, content ?? ''); return path; }) as [string, string, string];
      expect(hashOf(packed)).toBe(hashOf(plain));
      expect(hashOf(other)).not.toBe(hashOf(plain));
      expect(findPublishedFigures(hashOf(plain), hashOf(other))).toBeNull();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
