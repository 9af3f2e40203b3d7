import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekSeries, weekStartOf } from '@/lib/orders/core/week-series';

const at = (text: string) => Date.parse(text);

describe('weeks', () => {
  it.each([
    ['2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['2026-11-22T23:59:59Z', '2026-11-16T00:00:00Z'],
    ['2026-01-01T12:00:00Z', '2025-12-29T00:00:00Z'],
  ])('the week of %s begins on Monday %s', (moment, monday) => {
    expect(weekStartOf(at(moment))).toBe(at(monday));
  });

  it('always begin on a Monday at most seven days ago', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4e12 }), (time) => {
      const start = weekStartOf(time);
      expect(new Date(start).getUTCDay()).toBe(1);
      expect(time - start).toBeLessThan(7 * 86_400_000);
      expect(time - start).toBeGreaterThanOrEqual(0);
    }));
  });

  it('without an order are shown as zero, oldest first', () => {
    const weeks = weekSeries([{ weekStart: at('2026-11-16T00:00:00Z'), revenueMinor: 500, orderCount: 2 }], at('2026-11-25T10:00:00Z'), 3);
    expect(weeks).toEqual([
      { weekStart: at('2026-11-09T00:00:00Z'), revenueMinor: 0, orderCount: 0 },
      { weekStart: at('2026-11-16T00:00:00Z'), revenueMinor: 500, orderCount: 2 },
      { weekStart: at('2026-11-23T00:00:00Z'), revenueMinor: 0, orderCount: 0 },
    ]);
  });
});
