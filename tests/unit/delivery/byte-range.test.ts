import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteRange } from '@/lib/delivery/core/byte-range';

const file = { byteSize: 1000, etag: '"abc"' };

describe('byteRange', () => {
  it.each([
    [null, 'whole'],
    ['bytes=0-499', { start: 0, end: 499 }],
    ['bytes=500-', { start: 500, end: 999 }],
    ['bytes=-200', { start: 800, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=999-', { start: 999, end: 999 }],
    ['bytes=900-5000', { start: 900, end: 999 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=500-100', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=a-b', 'whole'],
    ['bytes=-', 'whole'],
  ] as const)('reads %s', (range, expected) => {
    expect(byteRange({ range, ifRange: null }, file)).toEqual(expected);
  });

  it('sends everything when If-Range names other bytes', () => {
    expect(byteRange({ range: 'bytes=5-', ifRange: '"other"' }, file)).toBe('whole');
    expect(byteRange({ range: 'bytes=5-', ifRange: '"abc"' }, file)).toEqual({ start: 5, end: 999 });
  });

  it('never leaves the file', () => {
    fc.assert(fc.property(fc.nat(2000), fc.option(fc.nat(2000)), fc.integer({ min: 1, max: 1500 }), (from, to, byteSize) => {
      const range = byteRange({ range: `bytes=${from}-${to ?? ''}`, ifRange: null }, { byteSize, etag: '' });
      if (typeof range === 'string') return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThan(byteSize);
    }));
  });
});
