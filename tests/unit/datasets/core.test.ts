import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnKind, type ColumnFacts } from '@/lib/datasets/core/column-kind';
import { findDuplicateName } from '@/lib/datasets/core/duplicate-name';
import { checkContent, formatOfName } from '@/lib/datasets/core/file-format';
import { binsHistogram, edgeText, valuesHistogram, wholeEnds } from '@/lib/datasets/core/histogram';

describe('formatOfName', () => {
  it.each([['a.csv', 'CSV'], ['A.CSV', 'CSV'], ['a.tsv', 'TSV'], ['a.b.json', 'JSON'], ['a.ndjson', 'NDJSON'], ['a.jsonl', 'NDJSON'], ['a.parquet', 'PARQUET']])('%s is %s', (name, format) => {
    expect(formatOfName(name)).toEqual({ ok: true, value: format });
  });

  it.each([['a'], ['.'], ['a.csv.rar'], ['a.parquet.gz'], ['.gz'], ['csv'], ['a.xls'], ['a.csv '], ['a.constructor'], ['a.toString']])('%j is of no format', (name) => {
    expect(formatOfName(name)).toMatchObject({ ok: false, refusal: { code: 'file-format-unknown' } });
  });
});

describe('checkContent', () => {
  const bytes = (text: string) => Buffer.from(text, 'latin1');
  const mark = bytes('PAR1');

  it.each([
    ['CSV', 'a,b\n1,2', true], ['CSV', '{"a":1}', false], ['CSV', '<html>', false], ['CSV', '%PDF-1.7', false], ['CSV', 'PAR1...', false], ['CSV', '{name},b\n', true], ['CSV', '[1] note,b\n', true],
    ['CSV', '\u00ef\u00bb\u00bfa,b', true], ['TSV', 'a\tb', true], ['JSON', ' \n[{}]', true], ['JSON', '{"a":[]}', false], ['JSON', '\u00ef\u00bb\u00bf[{}]', true], ['NDJSON', '{"a":1}', true], ['NDJSON', '[{"a":1}]', false],
  ] as const)('%s that begins with %j: %s', (format, head, isFine) => {
    expect(checkContent(format, bytes(head), bytes(head.slice(-4))).ok).toBe(isFine);
  });

  it('wants the mark of Parquet at both ends', () => {
    expect(checkContent('PARQUET', mark, mark).ok).toBe(true);
    expect(checkContent('PARQUET', mark, bytes('1234')).ok).toBe(false);
    expect(checkContent('PARQUET', bytes('1234'), mark).ok).toBe(false);
  });
});

describe('findDuplicateName', () => {
  it.each([[['a', 'b'], null], [['a', 'b', 'A'], 'A'], [['a', ' a'], ' a'], [['', ''], ''], [[], null], [['É', 'é'], 'é'], [['constructor', '__proto__'], null]])('%j has %j twice', (names, twice) => {
    expect(findDuplicateName(names)).toBe(twice);
  });

  it('agrees with comparing every pair', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 12 }), (names) => {
      const hasPair = names.some((a, i) => names.some((b, j) => i < j && a.trim().toLowerCase() === b.trim().toLowerCase()));
      expect(findDuplicateName(names) !== null).toBe(hasPair);
    }));
  });
});

describe('columnKind', () => {
  const facts = (some: Partial<ColumnFacts>): ColumnFacts => ({ name: 'x', type: 'VARCHAR', presentCount: 100, distinctCount: 100, min: null, max: null, ...some });
  it.each<[string, Partial<ColumnFacts>, string]>([
    ['without a value', { presentCount: 0, distinctCount: 0 }, 'empty'],
    ['of lists', { type: 'BIGINT[]' }, 'nested'],
    ['of structures', { type: 'STRUCT(a BIGINT)' }, 'nested'],
    ['of one value', { distinctCount: 1 }, 'constant'],
    ['of a single cell', { presentCount: 1, distinctCount: 1 }, 'category'],
    ['of truth values', { type: 'BOOLEAN', distinctCount: 2 }, 'boolean'],
    ['of days', { type: 'DATE' }, 'date'],
    ['of moments with a zone', { type: 'TIMESTAMP WITH TIME ZONE' }, 'date'],
    ['of unique whole numbers named id', { name: 'id', type: 'BIGINT' }, 'id'],
    ['of unique text named userId', { name: 'userId' }, 'id'],
    ['of repeated numbers named id', { name: 'id', type: 'BIGINT', distinctCount: 40 }, 'number'],
    ['of numbers named width', { name: 'width', type: 'DOUBLE' }, 'number'],
    ['of degrees named lat', { name: 'lat', type: 'DOUBLE', min: -12, max: 70 }, 'geo'],
    ['of more than degrees named lat', { name: 'lat', type: 'DOUBLE', min: -12, max: 700 }, 'number'],
    ['of degrees named flat', { name: 'flat', type: 'DOUBLE', min: -12, max: 70 }, 'number'],
    ['of decimal numbers', { type: 'DECIMAL(18,3)' }, 'number'],
    ['of few texts', { distinctCount: 9 }, 'category'],
    ['of many texts', { presentCount: 5_000, distinctCount: 4_000 }, 'text'],
    ['of more texts than a category may have', { presentCount: 5_000, distinctCount: 1_001 }, 'text'],
  ])('a column %s', (_, some, kind) => {
    expect(columnKind(facts(some))).toBe(kind);
  });
});

describe('histograms', () => {
  it('keep every count in its bin', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 19 }), fc.nat(1_000)), { maxLength: 20 }), (pairs) => {
      const counts = new Map(pairs);
      const made = binsHistogram(counts, 20, (index) => [String(index), String(index + 1)]);
      if (made.kind !== 'bins') throw new Error('bins were asked for');
      expect(made.bins).toHaveLength(20);
      expect(made.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe([...counts.values()].reduce((sum, count) => sum + count, 0));
      expect(made.bins.slice(1).every((bin, index) => bin.from === made.bins[index]?.to)).toBe(true);
    }));
  });

  it('of whole numbers name each number in one bin, and none beyond the last', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 2, max: 20 }), (last, most) => {
      const bins = Math.min(last + 1, most);
      const range = bins < most ? bins : last;
      const named = Array.from({ length: bins }, (_, index) => wholeEnds(index, { bins, range, last }));
      expect(named.flatMap(([first, end]) => Array.from({ length: end - first + 1 }, (_, step) => first + step))).toEqual(Array.from({ length: last + 1 }, (_, step) => step));
      for (const [index, [first, end]] of named.entries()) for (const value of [first, end]) expect(Math.min(bins - 1, Math.floor((value * bins) / range))).toBe(index);
    }));
  });

  it('show the most frequent values and count all others', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ maxLength: 4 }), fc.nat(50), { maxKeys: 30 }), (counts) => {
      const made = valuesHistogram(new Map(Object.entries(counts)));
      if (made.kind !== 'values') throw new Error('values were asked for');
      const all = Object.values(counts);
      expect(made.values.map(({ count }) => count)).toEqual(all.toSorted((a, b) => b - a).slice(0, 8));
      expect(made.values.reduce((sum, { count }) => sum + count, made.otherCount)).toBe(all.reduce((sum, count) => sum + count, 0));
    }));
  });

  it.each([[3, '3'], [0.1 + 0.2, '0.3'], [12_345.678, '12350'], [-0.000012345, '-0.00001234'], [1e20, '100000000000000000000'], [0, '0']])('the edge %d reads %s', (value, text) => {
    expect(edgeText(value)).toBe(text);
  });
});
