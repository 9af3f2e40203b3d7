import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposureOf, giniOf } from '@/lib/behaviour/core/exposure';
import { sessionIndex, type Session } from '@/lib/learning';
import { worstSlices } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';

describe('exposure', () => {
  it.each([
    ['all alike', [3, 3, 3, 3], 0], ['all on one of four', [0, 0, 0, 12], 0.75], ['textbook: 1 to 5', [1, 2, 3, 4, 5], 4 / 15],
  ])('%s has its Gini coefficient', (_, values, gini) => { expect(giniOf(values)).toBeCloseTo(gini, 12); });

  it('equals the definition by pairs, whatever the values', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 2, maxLength: 30 }), (values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      const pairs = values.reduce((total, a) => total + values.reduce((inner, b) => inner + Math.abs(a - b), 0), 0);
      if (sum === 0) expect(giniOf(values)).toBeNull();
      else expect(giniOf(values)).toBeCloseTo(pairs / (2 * values.length * sum), 9);
    }));
  });

  it('counts what was shown, per listing of a seller, and knows nothing of nothing', () => {
    const sellerOf = new Map([['a', 's1'], ['b', 's1'], ['c', 's2'], ['d', 's3']]);
    expect(exposureOf([['a', 'b'], ['c', 'gone']], sellerOf)).toEqual({ coverage: 0.75, gini: giniOf([1, 1, 0]) });
    expect(exposureOf([], sellerOf)).toEqual({ coverage: null, gini: null });
    expect(exposureOf([['a']], new Map())).toEqual({ coverage: null, gini: null });
  });

  it('M11: sellers of two groups whose listings are looked at alike are shown alike, within a tenth', () => {
    const random = seededRandom(11);
    // Forty listings, every other one of a seller of group 1; visitors walk among neighbours and see no group.
    const sessions = Array.from({ length: 3_000 }, (_, id): Session => {
      const start = Math.floor(random() * 40);
      return { id: `s${id}`, at: id, items: Array.from({ length: 2 + Math.floor(random() * 4) }, () => `i${(start + Math.floor(random() * 6)) % 40}`) };
    });
    const index = sessionIndex(sessions.slice(0, 2_400));
    const shown = [0, 0];
    for (const session of sessions.slice(2_400)) {
      for (const { item } of index.recommend(session.items.slice(0, 1), { now: session.at, size: 6 })) { const group = Number(item.slice(1)) % 2; shown[group] = (shown[group] ?? 0) + 1; }
    }
    expect((shown[0] ?? 0) / (shown[1] ?? 1)).toBeGreaterThan(0.9);
    expect((shown[0] ?? 0) / (shown[1] ?? 1)).toBeLessThan(1.1);
  });
});

describe('worst slices', () => {
  const cases = [...Array.from({ length: 50 }, () => ({ value: 1, slices: { size: 'small', kind: 'a' } })), ...Array.from({ length: 30 }, () => ({ value: 0, slices: { size: 'large', kind: 'a' } })), ...Array.from({ length: 5 }, () => ({ value: 0, slices: { size: 'tiny', kind: 'b' } }))];
  it('are those large enough that do worse than the whole, worst first', () => {
    expect(worstSlices(cases, 'high').map((slice) => `${slice.attribute} ${slice.value}`)).toEqual(['size large']);
    expect(worstSlices(cases, 'low').map((slice) => `${slice.attribute} ${slice.value}`)).toEqual(['size small', 'kind a']);
    expect(worstSlices([], 'high')).toEqual([]);
  });
});
