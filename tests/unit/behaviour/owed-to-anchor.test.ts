import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemRanker } from '@/lib/behaviour/core/item-ranker';
import { owedToAnchor } from '@/lib/behaviour/core/owed-to-anchor';
import { itemRules, sessionTable, standardBlend, vstan, type Session } from '@/lib/learning';

const ranked = [{ item: 'x', score: 2, support: 3, anchor: 'a' }, { item: 'y', score: 1, support: 3, anchor: 'a' }, { item: 'z', score: 1, support: 1, anchor: 'b' }, { item: 'n', score: 1, support: 0, anchor: '' }];

describe('the dataset that is named for an item', () => {
  it('is named where the score is lower without it, or gone, and asked about once', () => {
    const asked: string[] = [];
    const isOwed = owedToAnchor(ranked, (anchor) => { asked.push(anchor); return anchor === 'a' ? [{ item: 'x', score: 1.9, support: 1, anchor: 'b' }, { item: 'y', score: 1, support: 1, anchor: 'b' }] : []; });
    expect(['x', 'y', 'z', 'n', 'unknown'].map(isOwed)).toEqual([true, false, true, false, false]);
    expect(asked).toEqual(['a', 'b']);
  });

  it('R13 passes with every session file: what is named lowers the score, and most items have one to name', () => {
    const item = fc.constantFrom(...'abcdefgh');
    const sessions = fc.array(fc.array(item, { minLength: 2, maxLength: 5 }), { minLength: 12, maxLength: 40 });
    let [named, several] = [0, 0];
    fc.assert(fc.property(sessions, fc.uniqueArray(item, { minLength: 2, maxLength: 4 }), (visits, query) => {
      const table = sessionTable(visits.map((items, index): Session => ({ id: `s${String(index).padStart(2, '0')}`, items: [...new Set(items)], at: index * 3_600 })));
      const rules = itemRules(table);
      const ranker = itemRanker(table, () => rules, { parameters: vstan, blend: standardBlend });
      const ask = (looked: readonly string[]) => ranker.recommend({ query: looked, now: 200_000, without: new Set(query) });
      const list = ask(query);
      const isOwed = owedToAnchor(list, (anchor) => ask(query.filter((each) => each !== anchor)));
      for (const each of list.filter(({ anchor }) => anchor !== '')) {
        const without = ask(query.filter((other) => other !== each.anchor)).find((other) => other.item === each.item);
        expect(isOwed(each.item)).toBe(without === undefined || without.score < each.score);
        if (isOwed(each.item)) named += 1; else several += 1;
      }
    }), { seed: 13, numRuns: 200 });
    expect(named).toBeGreaterThan(several);
    expect(several).toBeGreaterThan(0);
  });
});
