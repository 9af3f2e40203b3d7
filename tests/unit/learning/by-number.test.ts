import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureSource, itemFeatures, itemRules, liveTable, ownedTable, sessionIndex, sessionTable, stan, vsknn, vstan, type ItemRules, type OwnedSession, type SessionIndex, type SessionTable } from '@/lib/learning';
import { rankFirst } from '@/lib/learning/core/rank-first';
import { rulesOver } from '@/lib/learning/core/item-rules';
import { nextTurn } from '@/lib/learning/core/session-table';

const [floor, fromNeighbours, fromContent] = [1e-3, 100, 40];
const name = fc.integer({ min: 0, max: 11 }).map((number) => `i${number}`);
const visits = fc.array(fc.record({ items: fc.array(name, { minLength: 1, maxLength: 6 }), owner: fc.integer({ min: 1, max: 4 }) }), { minLength: 2, maxLength: 25 }).map((all) => all.map((visit, index): OwnedSession => ({ ...visit, id: String(index), at: 1_000 + index * 60 })));
const asked = fc.record({
  query: fc.array(fc.oneof(name, fc.constantFrom('stranger', 'other')), { maxLength: 7 }), now: fc.constant(9_000),
  content: fc.option(fc.array(fc.tuple(fc.oneof(name, fc.integer({ min: 0, max: 60 }).map((number) => `text ${number}`), fc.constant('stranger')), fc.constantFrom(0, 0.1, 0.5, 0.9)), { maxLength: 70 }).map((pairs) => new Map(pairs)), { nil: undefined }),
  only: fc.option(fc.uniqueArray(fc.oneof(name, fc.constantFrom('stranger', 'nobody', 'text 3'))).map((names) => new Set(names)), { nil: undefined }),
}).map(({ content, only, ...all }) => ({ ...all, ...(content ? { content } : {}), ...(only ? { only } : {}) }));

/** Candidates by name, feature by feature, as they are defined. */
function plainCandidates(table: SessionTable, { rules, index }: { readonly rules: ItemRules; readonly index: SessionIndex }, { query, now, content, only }: { readonly query: readonly string[]; readonly now: number; readonly content?: ReadonlyMap<string, number>; readonly only?: ReadonlySet<string> }) {
  const found = index.recommend(query, { now, size: fromNeighbours, isWithoutAnchors: true });
  const best = Math.max(0, found[0]?.score ?? 0) || Infinity;
  const numberOf = (of: string | undefined): number => (of === undefined ? -1 : (table.numberOf.get(of) ?? -1));
  const rowsOf = rulesOver(table, rules);
  const named = (of: string | undefined, kind: 'follows' | 'together') => { const { items, shares, from, end } = rowsOf(numberOf(of))[kind]; return new Map(Array.from(items.subarray(from, end), (item, at) => [table.nameOf[item] ?? '', shares[from + at] ?? 0])); };
  const [after, before, beside] = [named(query.at(-1), 'follows'), named(query.at(-2), 'follows'), named(query.at(-1), 'together')];
  const likest = [...(content ?? [])].toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).slice(0, fromContent).map(([item]) => item);
  const likeAll = (content?.size ?? 0) <= fromContent ? [...(content?.keys() ?? [])] : likest;
  const items = [...new Set([...found.map((each) => each.item), ...after.keys(), ...beside.keys(), ...query, ...likeAll])].filter((each) => only?.has(each) ?? true);
  const share = (value = 0): number => (value === 0 ? 0 : Math.log(floor + value) - Math.log(floor));
  const made = table.live?.made ?? { sessions: table.sessionCount, items: table.itemCount };
  const holders = (item: number, from: number): number => (item < 0 || item >= made.items ? 0 : table.holders.subarray(table.holderStarts[item], table.holderStarts[item + 1]).filter((session) => session >= from).length);
  const length = Math.log(Math.max(1, query.length));
  return items.map((item) => {
    const [number, place] = [numberOf(item), query.lastIndexOf(item)];
    const change = table.live?.change.get(number) ?? { all: 0, recent: 0 };
    const near = found.find((each) => each.item === item);
    const neighbours = near ? share(Math.max(0, near.score) / best) : 0;
    const popularity = Math.log1p(holders(number, 0) + change.all);
    const isLast = item === query.at(-1) ? 1 : 0;
    const again = place < 0 ? [0, 0, 0, 0, 0] : [1, isLast, isLast === 1 ? 0 : 1 / (query.length - place), Math.log(query.filter((each) => each === item).length), length];
    const recent = Math.log1p(Math.max(0, holders(number, Math.floor(made.sessions * 0.9)) + change.recent));
    return { item, number, support: near?.support ?? 0, features: [neighbours, share(after.get(item)), share(before.get(item)), share(beside.get(item)), popularity, recent, share(content?.get(item)), ...again, neighbours * length, isLast * length, popularity * length] };
  });
}

describe('candidates found by number', () => {
  it.each([['VSTAN', vstan], ['VS-kNN', vsknn], ['STAN of few', { ...stan, recent: 6, neighbours: 4 }]])('are those found by name with %s, feature by feature, also while the table changes and whoever asked before', (_, parameters) => {
    fc.assert(fc.property(visits, fc.nat(20), fc.array(asked, { minLength: 1, maxLength: 4 }), (all, cut, questions) => {
      const at = Math.max(1, Math.min(cut, all.length));
      const made = sessionTable(all.slice(0, at));
      const rules = itemRules(made);
      const live = liveTable(ownedTable(made, Uint32Array.from(all.slice(0, at), (visit) => visit.owner), { sessions: 50, events: 300, items: 20 }));
      for (const table of [made, live.table]) {
        const source = featureSource(table, rules, sessionIndex(table, parameters));
        const compare = (): void => {
          for (const question of questions) {
            const plain = plainCandidates(table, { rules, index: sessionIndex(table, parameters) }, question);
            const { items, numbers, features, support } = source.candidatesOf(question);
            expect(items).toEqual(plain.map((each) => each.item));
            expect(numbers).toEqual(plain.map((each) => each.number));
            expect(Array.from(support)).toEqual(plain.map((each) => each.support));
            expect(Array.from(features)).toEqual(plain.flatMap((each) => each.features));
          }
        };
        compare();
        if (table !== live.table) continue;
        // Strangers are given numbers, and lose them again.
        const came = [...all.slice(at), { id: 'came', items: ['i0', 'stranger', 'text 3', 'other'], at: 8_000, owner: 9 }];
        live.replace(came, new Set(came.map((visit) => visit.owner)));
        compare();
        live.replace([], new Set([1]));
        compare();
      }
    }), { numRuns: 80 });
  });

  it('have a place for each feature', () => {
    expect(itemFeatures).toHaveLength(15);
  });
});

describe('what is ranked by number', () => {
  it('has the order of score, support and name, and keeps every number', () => {
    const keys = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 2 })), { maxLength: 150 });
    fc.assert(fc.property(keys, fc.nat(160), (pairs, take) => {
      const [scores, support, names] = [Float64Array.from(pairs, ([score]) => score), Int32Array.from(pairs, ([, of]) => of), pairs.map((_, index) => `n${(index * 7) % 151}`)];
      const numbers = Int32Array.from(pairs.keys()).reverse();
      const sorted = [...pairs.keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (support[b] ?? 0) - (support[a] ?? 0) || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));
      const count = rankFirst(numbers, pairs.length, take, { scores, support, names });
      expect(Array.from(numbers.subarray(0, count))).toEqual(sorted.slice(0, take));
      expect(Array.from(numbers).toSorted((a, b) => a - b)).toEqual([...pairs.keys()]);
    }), { numRuns: 400 });
  });

  it('is explained and anchored all at once as one by one, unknown and repeated items too', () => {
    fc.assert(fc.property(visits, fc.array(name, { minLength: 1, maxLength: 6 }), fc.array(fc.oneof(name, fc.constant('nobody')), { maxLength: 9 }), (past, query, items) => {
      for (const parameters of [vstan, vsknn, { ...vstan, recent: 5, neighbours: 3 }]) {
        const [table, at] = [sessionTable(past), { now: 9_000 }];
        const [index, other] = [sessionIndex(table, parameters), sessionIndex(table, parameters)];
        expect(index.explainAll(query, items, at)).toEqual(items.map((item) => other.explain([...query], item, at)));
        const anchorOf = new Map(other.recommend(query, at).map((each) => [each.item, each.anchor]));
        expect(index.anchors(query, items.map((item) => table.numberOf.get(item) ?? -1), at)).toEqual(items.map((item) => anchorOf.get(item) ?? ''));
      }
    }), { numRuns: 150 });
  });

  it.each([[0, 1], [41, 42], [2 ** 31 - 1, -(2 ** 31)], [-1, 1]])('after turn %d comes %d: as the arrays hold it, and never nothing', (turn, next) => {
    expect(nextTurn(turn)).toBe(next);
    expect(new Int32Array([nextTurn(turn)])[0]).toBe(next);
  });
});
