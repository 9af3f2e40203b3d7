import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemRanker } from '@/lib/behaviour/core/item-ranker';
import { pairLikeness } from '@/lib/behaviour/core/pair-likeness';
import { cosine, itemRules, sessionTable, standardBlend, tfidf, vstan, type Session } from '@/lib/learning';

describe('how alike two listings are', () => {
  it.each([['every pair has room', 1 << 18], ['pairs take each other\'s place', 3]])('is the cosine of the lower id with the higher, either way round, where %s', (_, most) => {
    fc.assert(fc.property(fc.array(fc.constantFrom('harbour tide', 'tide', 'flight delay', 'harbour flight', ''), { minLength: 1, maxLength: 12 }), fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40 }), (texts, asked) => {
      const vectors = tfidf(texts);
      const items = new Map(texts.map((text, index) => { const id = `i${String((index * 5) % 13).padStart(2, '0')}`; return [id, { id, vector: vectors[index] ?? new Map<string, number>(), text }] as const; }));
      const ids = [...items.keys()];
      const pairs = pairLikeness(items, most);
      for (const [a, b] of asked) {
        const [one, other] = [ids[a % ids.length] ?? '', ids[b % ids.length] ?? ''];
        const [low, high] = [one, other].toSorted();
        expect(pairs.values[pairs.placeOf(pairs.numberOf(one), pairs.numberOf(other))]).toBe(cosine(items.get(low ?? '')?.vector ?? new Map<string, number>(), items.get(high ?? '')?.vector ?? new Map<string, number>()));
      }
    }), { numRuns: 200 });
  });
});

describe('the explanations of a list', () => {
  const item = fc.constantFrom(...'abcdefgh');
  const past = fc.array(fc.array(item, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 30 }).map((lists) => lists.map((items, index): Session => ({ id: `s${String(index).padStart(2, '0')}`, items, at: index * 3_600 })));

  it.each([['with all sources', { parameters: vstan, blend: standardBlend }], ['by the neighbours alone', { parameters: vstan }]])('are those of its items one by one %s, whoever asks in between', (_, model) => {
    fc.assert(fc.property(past, fc.uniqueArray(item, { minLength: 1, maxLength: 4 }), (visits, query) => {
      const table = sessionTable(visits);
      const rules = itemRules(table);
      const [ranker, other] = [itemRanker(table, () => rules, model), itemRanker(table, () => rules, model)];
      const asked = { query, now: 200_000, size: 4, without: new Set(query), content: new Map([['a', 0.3], ['written', 0.6]]) };
      const list = ranker.recommend(asked);
      ranker.recommend({ query: ['h', 'a'], now: 200_000 });
      ranker.recommend({ ...asked, only: new Set(['a', 'b']), isWithoutAnchors: true });
      const shown = [...list.map((each) => each.item), 'nobody', query[0] ?? ''];
      const all = ranker.explainAll(asked, shown);
      expect(all).toEqual(shown.map((each) => other.explain({ ...asked, query: [...query] }, each)));
      expect(all).toEqual(shown.map((each) => ranker.explain(asked, each)));
      list.forEach(({ score }, place) => { expect(all[place]?.reduce((sum, part) => sum + part.amount, 0)).toBeCloseTo(score, 9); });
    }), { numRuns: 150 });
  });

  it('that are wanted alone have the scores they have in the whole list', () => {
    fc.assert(fc.property(past, fc.uniqueArray(item, { minLength: 1, maxLength: 4 }), fc.uniqueArray(fc.oneof(item, fc.constantFrom('written', 'nobody'))), (visits, query, wanted) => {
      const table = sessionTable(visits);
      const ranker = itemRanker(table, () => itemRules(table), { parameters: vstan, blend: standardBlend });
      const asked = { query, now: 200_000, content: new Map([['a', 0.3], ['written', 0.6]]) };
      const only = new Set(wanted);
      expect(ranker.recommend({ ...asked, only })).toEqual(ranker.recommend(asked).filter((each) => only.has(each.item)));
    }), { numRuns: 150 });
  });
});
