import fc from 'fast-check';
import { expect, it } from 'vitest';
import { levelsOf, maxLevels, withOneHot } from '@/lib/learning';

const distance = (row: Float64Array, other: Float64Array): number => Math.sqrt(row.reduce((sum, value, index) => sum + (value - (other[index] ?? 0)) ** 2, 0));

it('rows that differ in a column of text are one apart in it, equal ones nothing, and numbers stay as they are', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('red', 'green', 'blue', ''), fc.constantFrom('a', 'b'), fc.integer({ min: -9, max: 9 })), { minLength: 2, maxLength: 20 }), (rows) => {
    const columns = [rows.map(([colour]) => colour), rows.map(([, letter]) => letter)].map((values) => ({ values, levels: levelsOf(values) ?? [] }));
    const { features, width } = withOneHot({ features: Float64Array.from(rows, ([, , number]) => number), width: 1, count: rows.length }, columns);
    const at = (row: number): Float64Array => features.subarray(row * width, (row + 1) * width);
    rows.forEach((one, a) => { rows.forEach((other, b) => {
      const expected = Math.sqrt((one[2] - other[2]) ** 2 + (one[0] === other[0] ? 0 : 1) + (one[1] === other[1] ? 0 : 1));
      expect(distance(at(a), at(b))).toBeCloseTo(expected, 12);
    }); });
  }), { numRuns: 300 });
});

it('a text that training never had has no column, and too many texts are no groups', () => {
  expect([...withOneHot({ features: new Float64Array(0), width: 0, count: 2 }, [{ values: ['x', 'new'], levels: ['x', 'y'] }]).features]).toEqual([Math.SQRT1_2, 0, 0, 0]);
  expect(levelsOf(Array.from({ length: maxLevels + 1 }, (_, index) => String(index)))).toBeNull();
});
