import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseSortOrder } from '@/lib/datasets/core/choose-sort-order';
import type { ColumnKind } from '@/lib/datasets/schema';

const column = (name: string, kind: ColumnKind, type: string, distinctCount: number) => ({ name, kind, type, distinctCount });

describe('the order of a kept table', () => {
  it('groups by the columns of fewest values, then by time, then by what names rows', () => {
    const columns = [column('id', 'id', 'BIGINT', 9_000), column('at', 'date', 'TIMESTAMP', 8_000), column('city', 'category', 'VARCHAR', 40), column('colour', 'category', 'VARCHAR', 3), column('shop', 'category', 'VARCHAR', 12), column('note', 'text', 'VARCHAR', 800)];
    expect(chooseSortOrder(columns)).toEqual(['colour', 'shop', 'at', 'id']);
  });

  it('leaves out what is constant, nested or long', () => {
    expect(chooseSortOrder([column('one', 'constant', 'INTEGER', 1), column('parts', 'nested', 'STRUCT(a INTEGER)', 4), column('list', 'nested', 'INTEGER[]', 4), column('prose', 'text', 'VARCHAR', 500)])).toEqual([]);
  });

  it('names columns of the table, each once, and is the same for the same table', () => {
    const any = fc.uniqueArray(fc.record({ name: fc.string({ minLength: 1 }), kind: fc.constantFrom<ColumnKind>('id', 'date', 'category', 'text', 'number', 'nested'), type: fc.constantFrom('BIGINT', 'VARCHAR', 'DATE', 'DOUBLE', 'INTEGER[]'), distinctCount: fc.nat(5_000) }), { selector: ({ name }) => name });
    fc.assert(fc.property(any, (columns) => {
      const order = chooseSortOrder(columns);
      expect(new Set(order).size).toBe(order.length);
      expect(order.every((name) => columns.some((each) => each.name === name))).toBe(true);
      expect(order.length).toBeLessThanOrEqual(4);
      expect(chooseSortOrder(columns)).toEqual(order);
    }));
  });
});
