import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lowerGroup } from '@/lib/learning';

it('the lower group of values is the one nearer to the lower centre, whatever their order and unit', () => {
  expect(lowerGroup([0.9, 0.1, 0.95, 0.2, 1])).toEqual([false, true, false, true, false]);
  expect(lowerGroup([0.5, 0.5, 0.5])).toEqual([false, false, false]);
  expect(lowerGroup([])).toEqual([]);
  fc.assert(fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 40 }), (values) => {
    const low = lowerGroup(values);
    expect(lowerGroup(values.map((value) => value * 4))).toEqual(low);
    expect(lowerGroup(values.toReversed())).toEqual(low.toReversed());
    const [highestLow, lowestHigh] = [Math.max(...values.filter((_, row) => low[row])), Math.min(...values.filter((_, row) => !low[row]))];
    if (low.includes(true)) expect(highestLow).toBeLessThanOrEqual(lowestHigh);
  }));
});
