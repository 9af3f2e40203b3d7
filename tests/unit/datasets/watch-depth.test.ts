import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchDepth } from '@/lib/datasets/core/watch-depth';

function watch(text: string, max: number, size: number): number | null {
  const bytes = Buffer.from(text);
  const see = watchDepth(max);
  for (let at = 0; at < bytes.length; at += size) {
    const deepAt = see(bytes.subarray(at, at + size));
    if (deepAt !== null) return deepAt;
  }
  return null;
}

const depthOf = (value: unknown): number => (typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0);

describe('watchDepth', () => {
  it.each<[text: string, max: number, deepAt: number | null]>([
    ['[[1]]', 2, null], ['[[[1]]]', 2, 2], ['[{"a":[1]}]', 2, 6], ['[1],[2],[3]', 1, null], [String.raw`["[[[", "\\", "\"[[["]`, 1, null], [String.raw`["\\",[1]]`, 1, 6],
  ])('%s at most %i deep', (text, max, deepAt) => {
    for (const size of [1, 2, 3, 100]) expect(watch(text, max, size), String(size)).toBe(deepAt);
  });

  it('agrees with a reader of JSON about every value', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 9 }), (value, max, size) => {
      expect(watch(JSON.stringify(value), max, size) === null).toBe(depthOf(value) <= max);
    }), { numRuns: 1_000 });
  });
});
