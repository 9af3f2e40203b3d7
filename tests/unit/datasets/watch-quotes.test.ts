import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecords } from '@/lib/datasets/core/delimited/parse-records';
import { watchQuotes } from '@/lib/datasets/core/delimited/watch-quotes';

/** The text in pieces of this many bytes. */
function watch(text: string, size: number, { quote = '"', escape = '"', from = 0 } = {}): number | null {
  const bytes = Buffer.from(text);
  const see = watchQuotes({ delimiter: ',', quote, escape }, from);
  for (let at = 0; at < bytes.length; at += size) {
    const brokenAt = see(bytes.subarray(at, at + size), false);
    if (brokenAt !== null) return brokenAt;
  }
  return see(new Uint8Array(0), true);
}

describe('watchQuotes', () => {
  it.each<[what: string, text: string, brokenAt: number | null]>([
    ['no quote', 'a,b\n1,2\n', null],
    ['quoted cells, one over two lines, one of nothing, one of a quote', 'a,"b"\n"1\n2",""\n"""",x\r\n', null],
    ['a quote in the middle of a cell', 'a\n5" pipe\n', null],
    ['the last cell without an end of line', 'a\n"x"', null],
    ['a quote that is never closed', 'a,b\n1,"x\n2,y\n', 6],
    ['text after a closing quote', 'a,b\n"x" y,2\n', 4],
    ['a quote within quotes that is not doubled', 'a\n"he said "no""\n', 2],
    ['a lone quote at the end', 'a\n"', 2],
  ])('%s', (_, text, brokenAt) => {
    for (const size of [1, 2, 3, 1_000]) expect(watch(text, size), String(size)).toBe(brokenAt);
  });

  it('passes over what stands before the table', () => {
    for (const size of [1, 4, 1_000]) {
      expect(watch('#"x\n"a",b\n', size, { from: 4 })).toBeNull();
      expect(watch('\u{FEFF}"a"b\n', size, { from: 3 })).toBe(3);
    }
  });

  it('finds a fault where the strict reader of the beginning finds one, and only there, in pieces of any size', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '"', ',', '\n', '\r', '\\', 'ö'), maxLength: 24 });
    fc.assert(fc.property(text, fc.integer({ min: 1, max: 7 }), fc.constantFrom('"', '\\'), (whole, size, escape) => {
      const { faultLine } = parseRecords(whole, { delimiter: ',', quote: '"', escape }, { isWhole: true, maxRecords: 1_000 });
      expect(watch(whole, size, { escape }) === null).toBe(faultLine === null);
    }), { numRuns: 3_000 });
  });
});
