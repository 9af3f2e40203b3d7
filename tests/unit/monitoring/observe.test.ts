import { beforeEach, describe, expect, it } from 'vitest';
import { giveBack, observe, takePending } from '@/lib/monitoring/observe';

beforeEach(() => { takePending(); });
const at = Date.parse('2026-11-24T10:00:30Z');

describe('observing', () => {
  it('counts values of one minute into one row', () => {
    for (const value of [0.5, 3, 700]) observe('price', 'latency', value, { at });
    observe('price', 'latency', 1, { at: at + 60_000 });
    const [first, second, ...rest] = takePending();
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ model: 'price', metric: 'latency', start: Date.parse('2026-11-24T10:00:00Z'), seconds: 60, summary: { count: 3, sum: 703.5, min: 0.5, max: 700 } });
    expect(first?.summary.bins.reduce((a, b) => a + b, 0)).toBe(3);
    expect(second?.summary.count).toBe(1);
    expect(takePending()).toEqual([]);
  });
  it('leaves out what is not a number', () => {
    observe('price', 'latency', Number.NaN);
    observe('price', 'latency', Number.POSITIVE_INFINITY);
    expect(takePending()).toEqual([]);
  });
  it('never holds a name that is not in the list', () => {
    observe('price' as never, 'latency' as never, 1);
    observe('somebody@example.org' as never, 'latency' as never, 1);
    expect(takePending().map((row) => row.model)).toEqual(['price']);
  });
  it('gives back under what was counted meanwhile', () => {
    observe('price', 'latency', 5, { at });
    const taken = takePending();
    observe('price', 'latency', 7, { at });
    giveBack(taken);
    expect(takePending()).toMatchObject([{ summary: { count: 2, sum: 12, min: 5, max: 7 } }]);
  });
  it('stays bounded when nobody takes', () => {
    for (let minute = 0; minute < 6_000; minute += 1) observe('price', 'latency', 1, { at: minute * 60_000 });
    const rows = takePending();
    expect(rows.length).toBe(4_000);
    expect(rows.at(-1)?.start).toBe(5_999 * 60_000);
  });
});
