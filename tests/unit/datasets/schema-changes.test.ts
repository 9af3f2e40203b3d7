import { describe, expect, it } from 'vitest';
import { proposeKey } from '@/lib/datasets/core/diff/propose-key';
import { isWidening, schemaChanges } from '@/lib/datasets/core/diff/schema-changes';
import type { ColumnKind } from '@/lib/datasets/schema';

const shape = (columns: Record<string, string>, format = 'CSV', nulls: Record<string, number> = {}) => ({ format, columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullCount: nulls[name] ?? 0 })) });
const kinds = (changes: ReturnType<typeof schemaChanges>) => changes.map((change) => [change.kind, change.name, change.isBreaking ? '!' : ''].filter((word) => word !== '').join(' '));

describe('two schemas', () => {
  it.each([
    ['are the same', shape({ a: 'BIGINT' }), shape({ a: 'BIGINT' }), []],
    ['with one column more break nothing', shape({ a: 'BIGINT' }), shape({ a: 'BIGINT', b: 'DATE' }), ['added b']],
    ['with one column less break', shape({ a: 'BIGINT', b: 'DATE' }), shape({ a: 'BIGINT' }), ['removed b !']],
    ['with a renamed column break', shape({ a: 'BIGINT' }), shape({ A: 'BIGINT' }), ['added A', 'removed a !']],
    ['with a wider type break nothing', shape({ a: 'INTEGER' }), shape({ a: 'BIGINT' }), ['type a']],
    ['with another type break', shape({ a: 'BIGINT' }), shape({ a: 'VARCHAR' }), ['type a !']],
    ['in another order break nothing', shape({ a: 'DATE', b: 'DATE' }), shape({ b: 'DATE', a: 'DATE' }), ['order']],
    ['of another file format break', shape({ a: 'DATE' }), shape({ a: 'DATE' }, 'PARQUET'), ['format !']],
    ['with empty cells where there were none tell so', shape({ a: 'DATE' }), shape({ a: 'DATE' }, 'CSV', { a: 3 }), ['now-empty a']],
  ] as const)('%s', (_name, before, after, expected) => {
    expect(kinds(schemaChanges(before, after))).toEqual(expected);
  });

  it.each([
    ['TINYINT', 'HUGEINT', true], ['BIGINT', 'INTEGER', false], ['UINTEGER', 'BIGINT', true], ['UBIGINT', 'BIGINT', false], ['INTEGER', 'UBIGINT', false], ['FLOAT', 'DOUBLE', true], ['DOUBLE', 'FLOAT', false],
    ['INTEGER', 'DOUBLE', true], ['BIGINT', 'DOUBLE', false], ['DECIMAL(4,2)', 'DECIMAL(10,2)', true], ['DECIMAL(4,2)', 'DECIMAL(10,1)', false], ['DATE', 'TIMESTAMP', false], ['VARCHAR', 'BIGINT', false],
  ])('%s to %s holds every value: %s', (from, to, expected) => {
    expect(isWidening(from, to)).toBe(expected);
  });
});

describe('the key of two tables', () => {
  const column = (name: string, kind: ColumnKind, distinctCount: number, extra = {}) => ({ name, kind, distinctCount, isDistinctExact: true, nullCount: 0, ...extra });
  it('is an identifier before a date before words, and repeats in neither', () => {
    const before = { rowCount: 10, columns: [column('day', 'date', 10), column('code', 'id', 10), column('note', 'text', 10), column('n', 'number', 4)] };
    expect(proposeKey(before, { ...before, rowCount: 10 })).toEqual(['code']);
    expect(proposeKey(before, { rowCount: 11, columns: [column('day', 'date', 11), column('code', 'id', 10)] })).toEqual(['day']);
    expect(proposeKey(before, { rowCount: 11, columns: [column('code', 'id', 11, { nullCount: 1 })] })).toEqual([]);
    expect(proposeKey(before, { rowCount: 10, columns: [column('code', 'id', 10, { isDistinctExact: false })] })).toEqual([]);
  });
});
