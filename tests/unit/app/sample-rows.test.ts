import { describe, expect, it } from 'vitest';
import { chooseRows, type RowFilter, type RowOrder, type SampleRow } from '@/app/_ui/market/sample-rows';

const rows: readonly SampleRow[] = [['Oslo', '10'], ['Lima', '9'], ['Accra', null], ['lagos', '-3']];
const names = (filter: Partial<RowFilter>, order: RowOrder = null) => chooseRows(rows, { filter: { text: '', column: null, ...filter }, order, isNumber: (column) => column === 1 }).map((row) => row[0]);

describe('sample rows', () => {
  it.each([
    ['all without a filter', {}, null, ['Oslo', 'Lima', 'Accra', 'lagos']],
    ['a word in any column, whatever its case', { text: 'LA' }, null, ['lagos']],
    ['a word in one column', { text: '9', column: 0 }, null, []],
    ['numbers above', { text: '> 8', column: 1 }, null, ['Oslo', 'Lima']],
    ['numbers at most', { text: '<=-3', column: 1 }, null, ['lagos']],
    ['a number itself', { text: '= 10', column: 1 }, null, ['Oslo']],
    ['a comparison in words as words', { text: '> 8', column: 0 }, null, []],
    ['numbers in the order of numbers, the empty ones last', {}, { column: 1, isDown: false }, ['lagos', 'Lima', 'Oslo', 'Accra']],
    ['the other way round, the empty ones still last', {}, { column: 1, isDown: true }, ['Oslo', 'Lima', 'lagos', 'Accra']],
    ['words in the order of their letters', {}, { column: 0, isDown: false }, ['Accra', 'Lima', 'Oslo', 'lagos']],
  ] as const)('are %s', (_name, filter, order, expected) => {
    expect(names(filter, order)).toEqual(expected);
  });
});
