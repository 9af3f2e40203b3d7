import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Measured } from '@/lib/datasets';
import type { ColumnProfile } from '@/lib/datasets/schema';
import { measured } from '@/tests/support/measured';

const tables = join(import.meta.dirname, '../../../node_modules/vega-datasets/data');
const folder = mkdtempSync(join(tmpdir(), 'databourse-truth-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

type Row = Readonly<Record<string, unknown>>;

function readJson(path: string): Row[] {
  return JSON.parse(readFileSync(path, 'utf8')) as Row[];
}

/** The chosen tables quote nothing: splitting is all that is needed to read them independently. */
function readDelimited(path: string, separator: string): Row[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').replace(/\r/g, '').split('\n').filter((line) => line !== '');
  const names = head.split(separator);
  return lines.map((line) => {
    const cells = line.split(separator);
    return Object.fromEntries(names.map((name, index) => [name, cells[index] === '' ? null : cells[index]]));
  });
}

const files: readonly [name: string, read: (path: string) => Row[]][] = [
  ['penguins.json', readJson], ['cars.json', readJson], ['barley.json', readJson], ['flights-20k.json', readJson],
  ['seattle-weather.csv', (path) => readDelimited(path, ',')], ['stocks.csv', (path) => readDelimited(path, ',')], ['unemployment.tsv', (path) => readDelimited(path, '\t')],
];

describe.each(files)('%s', (name, read) => {
  let rows: Row[];
  let found: Measured;
  beforeAll(async () => {
    rows = read(join(tables, name));
    found = await measured(join(tables, name));
  });
  const present = (column: ColumnProfile) => rows.map((row) => row[column.name]).filter((value) => value !== null && value !== undefined);

  it('has the rows, columns, gaps and duplicates that a second reading finds', () => {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    expect(found.rowCount).toBe(rows.length);
    expect(found.columns.map((column) => column.name).toSorted()).toEqual(names.toSorted());
    expect(found.distinctRowCount).toBe(new Set(rows.map((row) => JSON.stringify(names.map((each) => row[each] ?? null)))).size);
    const cells = names.reduce((sum, each) => sum + rows.filter((row) => row[each] !== null && row[each] !== undefined).length, 0);
    expect(found.completeness).toBeCloseTo(cells / (rows.length * names.length), 12);
    for (const column of found.columns) {
      expect(column.nullCount, column.name).toBe(rows.length - present(column).length);
      expect(column.isDistinctExact).toBe(true);
    }
  });

  it('has the mean, deviation, range and quartiles that plain arithmetic finds', () => {
    const numeric = found.columns.filter((column) => column.mean !== null);
    expect(numeric.length).toBeGreaterThan(0);
    for (const column of numeric) {
      const values = present(column).map(Number).toSorted((a, b) => a - b);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      expect(Math.abs((column.mean ?? Number.NaN) - mean), column.name).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(mean)));
      expect(Math.abs((column.stddev ?? Number.NaN) - deviation), column.name).toBeLessThanOrEqual(1e-8 * Math.max(1, deviation));
      expect(new Set(values).size, column.name).toBe(column.distinctCount);
      const wanted = [0, 0.25, 0.5, 0.75, 1].map((share) => quantile(values, share));
      const shown = [column.min, ...(column.quartiles ?? []), column.max].map(Number);
      for (const [index, value] of wanted.entries()) expect(Math.abs((shown[index] ?? Number.NaN) - value), `${column.name} ${index}`).toBeLessThanOrEqual(6e-4 * Math.abs(value) + 1e-12);
    }
  });

  it('has histograms that count every value once', () => {
    for (const column of found.columns) {
      const { histogram } = column;
      if (histogram.kind === 'bins') {
        expect(histogram.bins.reduce((sum, bin) => sum + bin.count, 0), column.name).toBe(present(column).length);
      } else if (histogram.kind === 'values') {
        const counts = new Map<string, number>();
        for (const value of present(column).map(String)) counts.set(value, (counts.get(value) ?? 0) + 1);
        expect(histogram.values.reduce((sum, { count }) => sum + count, histogram.otherCount), column.name).toBe(present(column).length);
        if (column.type === 'VARCHAR') for (const { value, count } of histogram.values) expect(counts.get(value), `${column.name} ${value}`).toBe(count);
      }
    }
  });

  it('shows sample rows that are really in it, the same ones each time', async () => {
    const texts = new Set(rows.map((row) => found.sample.columns.map((each) => shown(row[each])).join('\u0001')));
    expect(found.sample.rows).toHaveLength(Math.min(20, rows.length));
    for (const row of found.sample.rows) {
      const text = row.map((value) => shown(value)).join('\u0001');
      expect(texts.has(text), text).toBe(true);
    }
    expect((await measured(join(tables, name))).sample).toEqual(found.sample);
  });
});

/** Linear interpolation between neighbours, type 7 of Hyndman & Fan 1996. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (place - Math.floor(place)) * (high - low);
}

/** A cell as text that does not depend on how a reader writes numbers and days. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value).replace(/^(\d{4})[/-](\d\d)[/-](\d\d)( 00:00:00)?$/, '$1-$2-$3');
  return text.trim() !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}

describe('a Parquet file', () => {
  it('measures the same as the CSV it came from, also with its rows in another order', async () => {
    const csv = join(tables, 'seattle-weather.csv');
    const parquet = join(folder, 'weather.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`copy (select * from read_csv('${csv}') order by wind, date desc) to '${parquet}' (format parquet)`);
    connection.closeSync();
    const [one, other] = [await measured(csv), await measured(parquet)];
    expect(other).toMatchObject({ rowCount: one.rowCount, distinctRowCount: one.distinctRowCount, completeness: one.completeness });
    for (const [index, column] of one.columns.entries()) {
      expect(other.columns[index]?.mean ?? 0).toBeCloseTo(column.mean ?? 0, 10);
      expect({ ...other.columns[index], mean: 0, stddev: 0 }).toEqual({ ...column, mean: 0, stddev: 0 });
    }
    expect(other.sample).toEqual(one.sample);
  });
});

describe('a key of mixed scalars', () => {
  it('is a column of text, and of lists it stays nested', async () => {
    const { columns } = await measured(join(tables, 'movies.json'));
    expect(columns.find(({ name }) => name === 'Title')).toMatchObject({ type: 'VARCHAR', kind: 'text' });
    expect(columns.find(({ name }) => name === 'Title')?.max).not.toContain('"');
  });
});
