import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureLocalFile } from '@/lib/datasets';
import { explainLocal } from '@/lib/pricing';
import { effectiveRows } from '@/lib/pricing/core/effective-rows';
import { figuresOf, openDuck, type RowTable } from '@/tests/support/row-table';

const db = await openDuck();
const ofNumbers = (numbers: readonly number[]): RowTable => ({ columns: [{ name: 'key', type: 'VARCHAR', kind: 'category' }, { name: 'value', type: 'DOUBLE', kind: 'number' }], rows: numbers.map((value) => ['bakery', value]) });
const hundred = (valueOf: (index: number) => number): number[] => Array.from({ length: 100 }, (_, index) => valueOf(index));

describe('rows are no copies of each other', () => {
  it.each<[string, (index: number) => number]>([
    ['latitudes a metre apart within one town', (index) => 47.65 + index * 1e-5], ['longitudes two metres apart', (index) => -122.31 + index * 2e-5], ['years', (index) => 1_920 + index],
    ['years with months as a fraction', (index) => 2_016 + index / 12], ['seconds since 1970', (index) => 1_700_000_000 + index], ['seconds since 1970 that begin in the middle', (index) => 1_700_000_000.5 + index],
    ['milliseconds since 1970', (index) => 1_700_000_000_000 + index], ['prices a cent apart', (index) => 1_999.01 + index / 100], ['figures far below one', (index) => (1 + index / 1_000) * 1e-30], ['figures that no float holds', (index) => (1 + index) * 1e100],
  ])('%s', async (_, valueOf) => {
    expect((await figuresOf(db, ofNumbers(hundred(valueOf)))).distinctRowCount).toBe(100);
  });
});

describe('rows that were multiplied by adding noise', () => {
  it.each([47.66123, -122.3, 0.1, 12, 1_700_000_000, 1_700_000_000.25, 3e-30])('add nothing to a row of %d', async (value) => {
    const table = ofNumbers([value, ...hundred((index) => value * (1 + (index + 1) * 2e-12))]);
    const [figures, one] = [await figuresOf(db, table), await figuresOf(db, ofNumbers([value]))];
    // What lies on the edge between two is two.
    expect(figures.distinctRowCount).toBeLessThanOrEqual(2);
    expect(effectiveRows(figures).effective).toBeLessThanOrEqual(2 * effectiveRows(one).effective + 1e-9);
  });
});

describe('restaurants of one quarter by kind and latitude', () => {
  it('hold as many copies for the price as for quality', async () => {
    const measured = await measureLocalFile(join(import.meta.dirname, '../../../node_modules/vega-datasets/data/udistrict.json'));
    if (!measured.ok) throw new Error(measured.refusal.code);
    const { rowCount, distinctRowCount, alikeRowCount, table } = measured.value;
    const copies = table.exactDuplicates + table.nearDuplicates;
    expect([rowCount, distinctRowCount, copies, rowCount - alikeRowCount]).toEqual([182, 180, 2, 2]);
    const price = explainLocal(measured.value, { category: 'food-agriculture', licenceCode: 'exchange-internal-1.0', currency: 'EUR', now: new Date('2026-01-01') });
    expect(price.ok && price.value.bars.find((bar) => bar.code === 'duplicates')?.evidence).toEqual({ copies });
  });
});
