import { describe, expect, it } from 'vitest';
import { scoreOnValidation } from '@/lib/learning';

const table = (rows: readonly (readonly [number, number])[]) => ({ count: rows.length, width: 1, features: Float64Array.from(rows, ([x]) => x), labels: Int32Array.from(rows, ([, label]) => label) });

describe('the score of a table on somebody’s own rows', () => {
  it('counts what the nearest rows get right, what guessing gets right, and which rows help', () => {
    const train = table([[0, 0], [1, 0], [10, 1], [11, 1], [0.5, 1]]);
    const validation = table([[0.2, 0], [0.4, 0], [0.6, 0], [0.45, 0], [10.5, 1]]);
    const score = scoreOnValidation(train, validation, { k: 1, classCount: 2 });
    expect(score.accuracy).toBe(0.4);
    expect(score.baseline).toBeCloseTo(4 / 5, 12);
    // Efficiency: the values add up to the mean share of right labels among the k nearest, here of one.
    expect(score.totalValue).toBeCloseTo(0.4, 12);
    expect(score.helpfulShare).toBeGreaterThan(0);
    expect(score.helpfulShare).toBeLessThan(1);
  });

  it('refuses tables that don’t belong together', () => {
    expect(() => scoreOnValidation(table([]), table([[1, 0]]), { k: 1, classCount: 2 })).toThrow(RangeError);
  });
});
