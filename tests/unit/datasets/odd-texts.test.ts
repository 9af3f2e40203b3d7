import { describe, expect, it } from 'vitest';
import { caseBit, countOdd, formulaStarts, placeholders, plainStarts } from '@/lib/datasets/measure/odd-texts';

describe('odd texts', () => {
  it('begin with no character that is passed over as plain, in any case', () => {
    const starts = [...placeholders.flatMap((word) => [word, word.toUpperCase()]).map((word) => word.codePointAt(0) ?? 0), ...formulaStarts, 0x20];
    for (const start of starts) for (const [from, to] of plainStarts) expect((start | caseBit) >= from && (start | caseBit) <= to, String.fromCodePoint(start)).toBe(false);
  });

  it('are counted by kind where several hold at once, and where none do', () => {
    expect(countOdd('{"2":3,"6":1,"8":4,"1":5}')).toEqual({ blankCount: 5, placeholderCount: 4, formulaCount: 1, paddedCount: 4 });
    for (const nothing of ['null', '{}', null]) expect(countOdd(nothing)).toEqual({ blankCount: 0, placeholderCount: 0, formulaCount: 0, paddedCount: 0 });
  });
});
