import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { measured } from '@/tests/support/measured';

const folder = mkdtempSync(join(tmpdir(), 'databourse-table-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function write(name: string, rows: readonly Readonly<Record<string, string | number>>[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${Object.keys(rows[0] ?? {}).join(',')}\n${rows.map((row) => Object.values(row).join(',')).join('\n')}\n`);
  return path;
}

const pick = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;
const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

// Every figure below is known from how the rows are made.
describe('a table whose every figure is known', () => {
  const rows = Array.from({ length: 280 }, (_, index) => ({
    order: `A-${index}`, zip: 10_000 + (index % 28), city: pick(['Rome', 'Bonn', 'Oslo', 'Lyon'], index % 28), mail: `u${index}@example.org`, site: `https://example.org/${index}`, country: pick(['DE', 'FR', 'IT', 'ES', 'NO'], index), money: pick(['EUR', 'USD'], index),
    lat: (40 + index / 100).toFixed(2), day: day(index), n: index + 1, note: 'x'.repeat(1 + (index % 10)), half: index % 2 === 0 ? 7 : '',
  }));
  const found = measured(write('known.csv', rows));
  const columnOf = async (name: string) => {
    const column = (await found).columns.find((each) => each.name === name);
    if (!column) throw new Error(`No column ${name}`);
    return column;
  };

  it.each([['mail', 'email'], ['site', 'url'], ['country', 'country'], ['money', 'currency'], ['lat', 'latitude'], ['day', 'date'], ['zip', 'postcode'], ['order', null]])('%s means %s', async (name, meaning) => {
    expect((await columnOf(name)).detail?.semantic?.type ?? null).toBe(meaning);
  });
  it('has its quantiles, lengths, most frequent values, gaps and span of days', async () => {
    expect(await columnOf('n')).toMatchObject({ min: '1', max: '280', mean: 140.5, quartiles: ['70.75', '140.5', '210.25'], detail: { tails: ['14.95', '266.05'] }, distinctCount: 280, isDistinctExact: true });
    expect(await columnOf('note')).toMatchObject({ detail: { lengths: { min: 1, mean: 5.5, max: 10 } } });
    expect((await columnOf('country')).detail?.topValues).toEqual(['DE', 'ES', 'FR', 'IT', 'NO'].map((value) => ({ value, count: 56 })));
    expect(await columnOf('half')).toMatchObject({ nullCount: 140, kind: 'constant', distinctCount: 1 });
    expect(await columnOf('day')).toMatchObject({ min: '2026-01-01', max: '2026-10-07', detail: { spanDays: 279 } });
  });
  it('has histograms of counts that follow from its rows', async () => {
    const { histogram } = await columnOf('n');
    expect(histogram.kind === 'bins' ? histogram.bins.map(({ count }) => count) : []).toEqual(Array.from({ length: 20 }, () => 14));
    expect((await columnOf('city')).histogram).toMatchObject({ kind: 'values', values: ['Bonn', 'Lyon', 'Oslo', 'Rome'].map((value) => ({ value, count: 70 })), otherCount: 0 });
  });
  it('has its keys, what decides what, and how often it grows', async () => {
    const { table } = await found;
    expect(table).toMatchObject({ exactDuplicates: 0, nearDuplicates: 0, isSampled: false, incompleteRows: 140, frequency: { column: 'day', observed: 'daily', gapDays: 1, newest: '2026-10-07' } });
    // The first five of those that name each row; zip, city, country, money, note and half do not.
    expect(table.keys).toEqual(['order', 'mail', 'site', 'lat', 'day'].map((name) => ({ columns: [name], isExact: true })));
    expect(table.dependencies).toContainEqual({ from: 'zip', to: 'city', violations: 0, isExact: true, isMutual: false });
    expect(table.dependencies.some(({ from, to }) => from === 'city' && to === 'zip')).toBe(false);
  });
});

describe('rows that are the same or nearly so', () => {
  it('are told apart: copies exactly, and others but for case, spaces and punctuation', async () => {
    const base = Array.from({ length: 100 }, (_, index) => ({ title: `The harbour of station ${index} at low tide`, depth: index * 1.5 }));
    const copies = base.slice(0, 7);
    const nearly = base.slice(20, 25).map(({ title, depth }, index) => ({ title: pick([title.toUpperCase(), `${title}!`, title.replaceAll(' ', '  ')], index), depth }));
    const { rowCount, distinctRowCount, table } = await measured(write('copies.csv', [...base, ...copies, ...nearly]));
    expect({ rowCount, distinctRowCount, exactDuplicates: table.exactDuplicates, nearDuplicates: table.nearDuplicates }).toEqual({ rowCount: 112, distinctRowCount: 105, exactDuplicates: 7, nearDuplicates: 5 });
  });
});

describe('a table of more than a million rows', () => {
  it('is counted exactly where counting is cheap, and estimated where not, saying so', async () => {
    const path = join(folder, 'large.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`copy (select i as id, hash(i) % 50000 as code, i / 7.0::double as x, case when i % 5 > 0 then ['north', 'south', 'east'][1 + i % 3] end as side from range(1200000) t(i)) to '${path}' (format parquet)`);
    connection.closeSync();
    instance.closeSync();
    const { rowCount, columns, table } = await measured(path);
    const [id, code, x, side] = columns;
    expect(rowCount).toBe(1_200_000);
    expect([id?.isDistinctExact, code?.isDistinctExact]).toEqual([false, false]);
    // HyperLogLog: off by some percent.
    expect(Math.abs((code?.distinctCount ?? 0) / 50_000 - 1)).toBeLessThan(0.1);
    expect(Math.abs((id?.distinctCount ?? 0) / 1_200_000 - 1)).toBeLessThan(0.1);
    expect(side).toMatchObject({ nullCount: 240_000, detail: { topValues: ['east', 'north', 'south'].map((value) => ({ value, count: 320_000 })) } });
    expect([x?.min, Number(x?.max)]).toEqual(['0', 1_199_999 / 7]);
    expect(Math.abs((x?.mean ?? 0) - 599_999.5 / 7)).toBeLessThan(1e-6);
    // Of a sample: the share of rows below a quartile is right within one percent.
    for (const [index, share] of [0.25, 0.5, 0.75].entries()) expect(Math.abs((Number(x?.quartiles?.[index]) * 7) / 1_200_000 - share)).toBeLessThan(0.01);
    expect(table).toMatchObject({ isSampled: true, exactDuplicates: 0 });
    expect(table.keys[0]?.columns).toEqual(['id']);
  }, 60_000);
});
