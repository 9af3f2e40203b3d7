import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine, sessionIndex, sharedWeights, sknn, stan, tfidf, vsknn, vstan, type Session } from '@/lib/learning';

const item = fc.integer({ min: 0, max: 12 }).map((number) => `i${number}`);
const sessions = fc.array(fc.array(item, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 40 })
  .map((lists) => lists.map((items, index): Session => ({ id: `s${index}`, items, at: index * 5_000 })));

describe('why an item has its score (M2)', () => {
  it.each([['VSTAN', vstan], ['STAN', stan], ['VS-kNN', vsknn], ['SKNN', sknn], ['VS-kNN by squares', { ...vsknn, hasLinearMatch: false, hasQuadraticMatch: true }], ['VSTAN of few', { ...vstan, recent: 5, neighbours: 3 }]])('the parts of %s sum to it within 1e-6, name items of the query only, and are none for an item nobody holds', (_, parameters) => {
    fc.assert(fc.property(sessions, fc.array(item, { minLength: 1, maxLength: 6 }), (past, query) => {
      const index = sessionIndex(past, parameters);
      const asked = { now: 300_000 };
      for (const { item: found, score } of index.recommend(query, asked)) {
        const parts = index.explain(query, found, asked);
        expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBeCloseTo(score, 9);
        expect(parts.every((part) => query.includes(part.anchor))).toBe(true);
      }
      expect(index.explain(query, 'nobody', asked)).toEqual([]);
    }), { numRuns: 300 });
  });

  it('asking why changes no later answer', () => {
    fc.assert(fc.property(sessions, fc.array(item, { minLength: 1, maxLength: 6 }), (past, query) => {
      const index = sessionIndex(past);
      const before = JSON.stringify(index.recommend(query, { now: 300_000 }));
      for (const found of index.recommend(query, { now: 300_000 })) index.explain(query, found.item, { now: 300_000 });
      expect(JSON.stringify(index.recommend(query, { now: 300_000 }))).toBe(before);
    }), { numRuns: 100 });
  });

  it('the words of a similarity sum to it', () => {
    const vectors = tfidf(['rain by station and day', 'rain and snow by station', 'flights', '天气 数据 西雅图']);
    for (const a of vectors) for (const b of vectors) expect(sharedWeights(a, b).reduce((sum, part) => sum + part.amount, 0)).toBeCloseTo(cosine(a, b), 9);
  });
});
