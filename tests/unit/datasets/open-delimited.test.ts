import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { measureLimits } from '@/lib/datasets/measure/job';
import { listReadAsEmpty } from '@/lib/datasets/measure/null-markers';
import { loadedBytes } from '@/lib/datasets/measure/open-delimited';
import { openParts } from '@/lib/datasets/measure/open-parts';
import { openDuck } from '@/tests/support/row-table';

let folder: string;
let db: DuckDBConnection;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'databourse-open-')); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });
beforeEach(async () => { db = await openDuck(); });

const rowsOf = async (sql: string) => (await db.runAndReadAll(sql)).getRowsJson();
const typesOf = async () => Object.fromEntries((await rowsOf('select column_name, column_type from (describe source)')).map(([name, type]) => [String(name), type]));

async function open(texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  await openFiles(Object.keys(texts));
}

async function openFiles(names: readonly string[]): Promise<void> {
  const opened = await openParts(db, names.map((name) => ({ name, path: join(folder, name), format: 'CSV', scratch: folder, limits: measureLimits, sample: { key: '', hidden: [], path: null } })));
  expect(opened).toEqual({ ok: true, value: null });
}

describe('a file too large to learn every row before it is opened', () => {
  const early = 60_000;
  const pad = 'x'.repeat(1_150);
  const cells: Readonly<Record<string, readonly [early: (row: number) => unknown, late: string]>> = {
    id: [(row) => row + 1, '7'], plain: [(row) => row % 9, '0.5'], marked: [(row) => (row % 5 === 0 ? 'NA' : row % 9), '1.5'], code: [(row) => 10_000 + row, '01067'],
    flag: [(row) => row % 2 === 0, '1'], markedflag: [(row) => (row % 7 === 0 ? '-' : row % 2 === 0), '0'], markedday: [(row) => (row % 3 === 0 ? 'n/a' : '2020-01-01'), '2020-01-01 10:00:00'],
    zone: [() => '2020-01-01 10:00:00', '2020-01-01 10:00:00+02'], time: [() => '10:00:00', '2020-01-01 11:00:00'], answer: [(row) => (row % 2 === 0 ? 'yes' : 'no'), 'yes'],
  };

  it('keeps what only its last rows hold: fractions, leading zeros, zones, times, and what is neither true nor false', async () => {
    const parts = Object.values(cells);
    await pipeline(Readable.from((function* () {
      yield `${Object.keys(cells).join(',')},pad\n`;
      for (let row = 0; row < early; row += 1) yield `${parts.map(([cell]) => String(cell(row))).join(',')},${pad}\n`;
      yield `${parts.map(([, late]) => late).join(',')},end\n`;
    })()), createWriteStream(join(folder, 'large.csv')));
    expect(early * pad.length).toBeGreaterThan(loadedBytes);
    await openFiles(['large.csv']);
    const [last = []] = await rowsOf(`select columns(* exclude (pad))::varchar from source where pad = 'end'`);
    expect(Object.fromEntries(Object.keys(cells).map((name, index) => [name, last[index]]))).toEqual({
      id: '7', plain: '0.5', marked: '1.5', code: '01067', flag: '1', markedflag: '0', markedday: '2020-01-01 10:00:00', zone: '2020-01-01 10:00:00+02', time: '2020-01-01 11:00:00', answer: 'true',
    });
    expect(await typesOf()).toMatchObject({ id: 'BIGINT', plain: 'DOUBLE', marked: 'DOUBLE', code: 'VARCHAR', flag: 'VARCHAR', markedflag: 'VARCHAR', zone: 'VARCHAR', time: 'VARCHAR' });
    expect(await rowsOf('select count(*)::integer, count(marked)::integer, sum(plain)::double from source')).toEqual([[early + 1, early * 0.8 + 1, Array.from({ length: early }, (_, row) => row % 9).reduce((sum, cell) => sum + cell, 0.5)]]);
  });
});

it('a zone far behind the beginning is kept', async () => {
  await open({ 'zones.csv': `id,at\n${Array.from({ length: 5_000 }, (_, row) => `${row},2020-01-01 10:00:00${row === 4_990 ? '+02' : ''}`).join('\n')}\n` });
  expect(await rowsOf('select "at" from source where id = 4990')).toEqual([['2020-01-01 10:00:00+02']]);
  await db.run('drop table source');
  await open({ 'moments.csv': 'id,at\n1,2020-01-01 10:00\n2,2020-01-02T11:00:00.5\n3,2020-01-03\n' });
  expect(await typesOf()).toMatchObject({ at: 'TIMESTAMP' });
});

describe('markers', () => {
  const marks = (row: number, index: number) => (row % 4 === 0 ? ['NA', '-', '?'][(row + index) % 3] : row * index);

  it('of any number of columns are counted in one pass over the file', async () => {
    const columns = Array.from({ length: 40 }, (_, index) => `c${index}`);
    const run = [vi.spyOn(db, 'run'), vi.spyOn(db, 'runAndReadAll')];
    await open({ 'wide.csv': `${columns.join(',')}\n${Array.from({ length: 300 }, (_, row) => columns.map((_name, index) => marks(row, index)).join(',')).join('\n')}\n` });
    const passes = new Set(run.flatMap((spy) => spy.mock.calls.map(([sql]) => sql)).filter((sql) => sql.includes('read_csv(')));
    expect(passes.size).toBe(2);
    const counted = await listReadAsEmpty(db);
    expect(counted.size).toBe(40);
    expect(counted.get('c0')).toEqual({ count: 75, markers: ['-', '?', 'NA'] });
    expect(new Set(Object.values(await typesOf()))).toEqual(new Set(['BIGINT']));
  });

  it.each([
    ['true and 1', ['true', 'NA', '1']], ['yes and no', ['yes', 'NA', 'no']], ['t and f', ['t', '?', 'f']], ['codes', ['007', 'NA', '12']], ['days, some with a time', ['2020-01-01', 'NA', '2020-01-02 10:00:00']], ['times and moments', ['10:00:00', '-', '2020-01-02 10:00:00']],
  ])('beside %s stay what they are', async (_what, cells) => {
    await open({ 'small.csv': `id,what\n${cells.map((cell, row) => `${row},${cell}`).join('\n')}\n` });
    expect(await rowsOf('select what from source order by id')).toEqual(cells.map((cell) => [cell]));
    expect(await listReadAsEmpty(db)).toEqual(new Map());
  });

  it('beside addresses written in groups of three stay with them', async () => {
    await open({ 'addresses.csv': `id;host;amount\n1;192.168.100.200;1.234,50\n2;NA;2.234.567,25\n3;192.168.100.201;0,5\n` });
    expect(await rowsOf('select host from source order by id')).toEqual([['192.168.100.200'], ['NA'], ['192.168.100.201']]);
  });
});

describe('several files as one table', () => {
  it('keep a marker where another file has words, or something else, in that column', async () => {
    await open({ 'p0.csv': 'id,country,flag,amount\n1,7,true,1\n2,NA,NA,NA\n', 'p1.csv': 'id,country,flag,amount\n3,DE,5,2.5\n4,NA,6,-\n' });
    expect(await rowsOf('select country, flag, amount from source order by id')).toEqual([['7', 'true', 1], ['NA', 'NA', null], ['DE', '5', 2.5], ['NA', '6', null]]);
    expect(await typesOf()).toEqual({ id: 'BIGINT', country: 'VARCHAR', flag: 'VARCHAR', amount: 'DOUBLE' });
    expect([...(await listReadAsEmpty(db))]).toEqual([['amount', { count: 2, markers: ['-', 'NA'] }]]);
  });

  it('read it as empty where every file has numbers', async () => {
    await open({ 'p0.csv': 'id,x\n1,7\n2,NA\n', 'p1.csv': 'x,id\n8,3\n9,4\n' });
    expect(await rowsOf('select x from source order by id')).toEqual([['7'], [null], ['8'], ['9']]);
    expect([...(await listReadAsEmpty(db))]).toEqual([['x', { count: 1, markers: ['NA'] }]]);
  });
});
