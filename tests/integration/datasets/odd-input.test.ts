import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { discardRevision, getOwnProfile, measureLocalRisk, uploadRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';

// What is unusual and no fault: it is taken in as what it is, its Parquet copy holds the same, and thrown away nothing is left.
const { db, contextFor, createAccount } = await testContext();
let folder: string;
let ctx: Context;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'databourse-odd-')); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });
beforeEach(async () => {
  await rm(env().STATE_DIR, { recursive: true, force: true });
  ctx = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
});

async function query(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson() as unknown[][];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function parquet(select: string): Promise<string> {
  const path = join(folder, `${randomUUID()}.parquet`);
  await query(`copy (${select}) to '${path}' (format parquet)`);
  return path;
}

async function taken(fileName: string, bytes: Readable | Buffer | string) {
  const result = await uploadRevision(ctx, { fileName, bytes: bytes instanceof Readable ? bytes : Readable.from([Buffer.from(bytes)]) });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  const profile = await getOwnProfile(ctx, { revisionId: result.value.id });
  if (!profile.ok) throw new Error(profile.refusal.code);
  const copy = await db.revisionTable.findUniqueOrThrow({ where: { revisionId: result.value.id }, select: { sha256: true, isFaithful: true, sortedBy: true } });
  return { revision: result.value, columns: profile.value.columns, copy: { ...copy, path: await storage().localPath(copy.sha256) } };
}

const typesOf = (columns: readonly { readonly name: string; readonly type: string }[]) => Object.fromEntries(columns.map(({ name, type }) => [name, type]));

async function expectNothingLeft(revisionId: string): Promise<void> {
  expect(await discardRevision(ctx, { revisionId })).toMatchObject({ ok: true });
  expect([await storage().list(), await db.storedObject.count(), await db.revisionTable.count()]).toEqual([[], 0, 0]);
}

describe('Parquet with columns of unusual types', () => {
  const columns: [name: string, select: string, type: RegExp, isFaithful: boolean][] = [
    ['uuid', 'select uuid() as x, i as n from range(50) t(i)', /^UUID$/, true],
    ['decimals of every width', 'select (i / 7.0)::decimal(38, 10) as x, (i / 3.0)::decimal(4, 1) as y from range(50) t(i)', /^DECIMAL\(38,10\)$/, true],
    ['intervals', `select to_days(i::integer) as x, i as n from range(50) t(i)`, /^INTERVAL$/, false],
    ['lists', 'select range(i % 4) as x, i as n from range(50) t(i)', /^BIGINT\[\]$/, true],
    ['structures of lists of structures', `select {'a': i, 'b': [{'c': i::varchar}]} as x, i as n from range(50) t(i)`, /^STRUCT\(/, true],
    ['maps', `select map {'k' || (i % 3)::varchar: i} as x, i as n from range(50) t(i)`, /^MAP\(/, true],
    ['times and zones', `select time '10:00:00' + to_minutes(i::integer) as x, timestamptz '2026-01-01 00:00:00+00' + to_hours(i::integer) as z from range(50) t(i)`, /^TIME$/, true],
    ['bytes', `select encode('b' || i::varchar) as x, i as n from range(50) t(i)`, /^BLOB$/, true],
  ];
  it.each(columns)('%s', async (_what, select, type, isFaithful) => {
    const { revision, columns: found, copy } = await taken('odd.parquet', createReadStream(await parquet(select)));
    expect(typesOf(found).x).toMatch(type);
    expect(copy.isFaithful).toBe(isFaithful);
    expect(await query(`select count(*)::integer from read_parquet('${copy.path}')`)).toEqual([[revision.rowCount]]);
    await expectNothingLeft(revision.id);
  });

  it('nested columns, all empty and with gaps, are counted', async () => {
    const { columns: found } = await taken('gaps.parquet', createReadStream(await parquet('select null::integer[] as empty, case when i % 2 = 0 then [i] end as half from range(40) t(i)')));
    expect(found).toMatchObject([{ name: 'empty', kind: 'empty', nullCount: 40 }, { name: 'half', nullCount: 20 }]);
  });
});

describe('numbers', () => {
  it('NaN and Infinity are told, and left out of every figure', async () => {
    const { columns, revision } = await taken('odd.parquet', createReadStream(await parquet(`select case i when 0 then 'NaN'::double when 1 then 'Infinity'::double when 2 then '-Infinity'::double else i::double end as x from range(103) t(i)`)));
    expect(columns).toMatchObject([{ name: 'x', min: '3', max: '102', mean: 52.5, detail: { nonFiniteCount: 3 } }]);
    await expectNothingLeft(revision.id);
  });

  it('NaN and Infinity as a CSV writes them', async () => {
    const { columns } = await taken('odd.csv', `id,x\n1,NaN\n2,Infinity\n3,-Infinity\n${Array.from({ length: 60 }, (_, row) => `${row + 4},${row}.5`).join('\n')}\n`);
    expect(columns[1]).toMatchObject({ type: 'DOUBLE', min: '0.5', max: '59.5', detail: { nonFiniteCount: 3 } });
  });

  it.each([
    ['commas between thousands', ',', '"1,234,567.5"', 1_234_567.5], ['commas between lakhs and crores', ',', '"12,34,567.5"', 1_234_567.5], ['spaces between thousands', ';', '1 234 567,5', 1_234_567.5], ['apostrophes between thousands', ';', "1'234'567.5", 1_234_567.5], ['points between thousands and a decimal comma', ';', '1.234.567,5', 1_234_567.5],
  ])('with %s are numbers', async (_what, delimiter, cell, mean) => {
    const { columns } = await taken('thousands.csv', `id${delimiter}amount\n${Array.from({ length: 30 }, (_, row) => `${row}${delimiter}${cell}`).join('\n')}\n`);
    expect(columns[1]).toMatchObject({ name: 'amount', type: 'DOUBLE', mean });
  });
});

describe('markers of "nothing is known"', () => {
  it('are read as empty where the rest of a column is numbers, dates or true and false, and are told', async () => {
    const lines = Array.from({ length: 400 }, (_, row) => `${row},${row % 20 === 0 ? (row % 40 === 0 ? 'N/A' : '-') : `${row / 8 + 0.05}`},${['NA', 'DE', 'FR'][row % 3]},${row % 10 === 0 ? 'null' : `2024-01-${String((row % 28) + 1).padStart(2, '0')}`},${row % 7 === 0 ? '' : row % 5 === 0 ? 'NA' : String(row % 2 === 0)},"${row % 4 === 0 ? '' : 'text'}",NA`);
    const { columns, revision } = await taken('survey.csv', `id,score,country,day,paid,note,nothing\n${lines.join('\n')}\n`);
    expect(typesOf(columns)).toEqual({ id: 'BIGINT', score: 'DOUBLE', country: 'VARCHAR', day: 'DATE', paid: 'BOOLEAN', note: 'VARCHAR', nothing: 'VARCHAR' });
    expect(columns[1]).toMatchObject({ kind: 'number', nullCount: 20, histogram: { kind: 'bins' }, detail: { readAsEmpty: { count: 20, markers: ['-', 'N/A'] }, placeholderCount: 0 } });
    // Namibia stays, and what is empty in a column of text is empty, quoted or not.
    expect(columns[2]).toMatchObject({ nullCount: 0, distinctCount: 3, max: 'NA' });
    expect(columns[2]?.detail).not.toHaveProperty('readAsEmpty');
    expect(columns[3]).toMatchObject({ nullCount: 40, min: '2024-01-01', detail: { readAsEmpty: { count: 40, markers: ['null'] } } });
    expect(columns[5]).toMatchObject({ nullCount: 100 });
    expect(columns[6]).toMatchObject({ kind: 'constant', nullCount: 0, detail: { placeholderCount: 400 } });
    const { sha256 } = await db.revision.findUniqueOrThrow({ where: { id: revision.id }, select: { sha256: true } });
    expect(sha256).toBe(createHash('sha256').update(`id,score,country,day,paid,note,nothing\n${lines.join('\n')}\n`).digest('hex'));
  });

  it('stand beside numbers with a decimal comma and days in another order', async () => {
    const { columns } = await taken('german.csv', `id;betrag;tag;ganz\n${Array.from({ length: 60 }, (_, row) => `${row};${row % 6 === 0 ? 'NA' : `1.${100 + row},50`};${row % 9 === 0 ? '?' : `${String((row % 28) + 1).padStart(2, '0')}.03.2024`};${row % 4 === 0 ? '--' : row}`).join('\n')}\n`);
    expect(typesOf(columns)).toEqual({ id: 'BIGINT', betrag: 'DOUBLE', tag: 'DATE', ganz: 'BIGINT' });
    expect(columns).toMatchObject([{}, { nullCount: 10, min: '1101.5', max: '1159.5' }, { nullCount: 7, min: '2024-03-01', max: '2024-03-28' }, { nullCount: 15, min: '1', max: '59' }]);
  });

  it('beside real words leave a column text', async () => {
    const { columns } = await taken('words.csv', `id,size\n${Array.from({ length: 3_000 }, (_, row) => `${row},${row === 2_990 ? 'large' : row % 9 === 0 ? 'N/A' : row}`).join('\n')}\n`);
    expect(columns[1]).toMatchObject({ type: 'VARCHAR', nullCount: 0, detail: { placeholderCount: 334 } });
  });
});

describe('marks between digits that part no thousands', () => {
  it('leave a column text beside amounts in which they do, also where only a late row shows it', async () => {
    const { columns } = await taken('hosts.csv', `host;release;full;amount;late\n${Array.from({ length: 1_500 }, (_, row) => `10.0.${row % 200}.1;1.${row % 9}.3;192.168.100.2${10 + (row % 40)};1.234,50;${row < 1_400 ? '1.500' : '4.10.1'}`).join('\n')}\n`);
    expect(typesOf(columns)).toEqual({ host: 'VARCHAR', release: 'VARCHAR', full: 'VARCHAR', amount: 'DOUBLE', late: 'VARCHAR' });
    expect(columns[0]).toMatchObject({ min: '10.0.0.1', max: '10.0.99.1' });
    const { columns: listed } = await taken('lists.csv', 'id,tags,amount\n1,"1,2,3","1,234,567"\n2,"4,5,6","7,000.25"\n3,"6,7,8",12\n');
    expect(typesOf(listed)).toEqual({ id: 'BIGINT', tags: 'VARCHAR', amount: 'DOUBLE' });
  });
});

describe('the range', () => {
  it('of whole numbers and days ends with the last of them, not with the edge of a bin', async () => {
    const lines = Array.from({ length: 360 }, (_, row) => `${(row % 12) + 1},${2000 + (row % 11)},${row % 100},2024-01-${String((row % 5) + 1).padStart(2, '0')},${2012 + (row % 4)}-12-31`);
    const { columns } = await taken('months.csv', `month,year,share,start,close\n${lines.join('\n')}\n`);
    const bins = columns.map(({ histogram }) => (histogram.kind === 'bins' ? histogram.bins : []));
    expect(bins.map((each) => [each.length, each[0]?.from, each.at(-1)?.to])).toEqual([[12, '1', '12'], [11, '2000', '2010'], [20, '0', '99'], [5, '2024-01-01', '2024-01-05'], [20, '2012-12-31', '2015-12-31']]);
    expect(bins[0]?.every(({ from, to, count }) => from === to && count === 30)).toBe(true);
    expect(bins[3]?.every(({ from, to, count }) => from === to && count === 72)).toBe(true);
    expect(bins[2]?.slice(0, 2)).toMatchObject([{ from: '0', to: '4' }, { from: '5', to: '9' }]);
  });

  it('holds its own quartiles and the edges of its bins, of whole numbers of sixteen digits', async () => {
    const { columns } = await taken('micro.csv', `at\n${Array.from({ length: 30 }, (_, row) => 1_700_000_000_000_001 + (row % 3)).join('\n')}\n`);
    expect(columns).toMatchObject([{ min: '1700000000000001', max: '1700000000000003', quartiles: ['1700000000000001', '1700000000000002', '1700000000000003'], histogram: { bins: [{ from: '1700000000000001', count: 10 }, { count: 10 }, { count: 10 }] } }]);
  });

  it('is told to the last digit, of whole numbers beyond 2^53, decimals and fractions', async () => {
    const { columns } = await taken('range.csv', 'big,half,small,huge\n9223372036854775807,1234.56789,-0.000012345,1e308\n-9223372036854775808,7,5e-324,-1e308\n1,8.25,1,1e400\n');
    expect(columns.map(({ name, min, max }) => [name, min, max])).toEqual([['big', '-9223372036854775808', '9223372036854775807'], ['half', '7', '1234.56789'], ['small', '-0.000012345', '1'], ['huge', '-1e+308', '1e+308']]);
    // A deviation that no number holds is none; the table stands all the same.
    expect(columns[3]).toMatchObject({ stddev: null, detail: { nonFiniteCount: 1 } });
    const { columns: typed } = await taken('range.parquet', createReadStream(await parquet(`select (i / 10.0)::float as f, (i * 1.10)::decimal(38, 10) as d, (i::hugeint * 12345678901234567) as h from range(1, 4) t(i)`)));
    expect(typed.map(({ min, max }) => [min, max]).slice(0, 2)).toEqual([['0.1', '0.3'], ['1.1', '3.3']]);
  });
});

describe('dates in four formats', () => {
  it.each([['ISO', '2026-03-14', '2026-03-15'], ['day first with points', '14.03.2026', '15.03.2026'], ['day first with slashes', '14/03/2026', '15/03/2026'], ['month first', '03/14/2026', '03/15/2026']])('%s', async (_what, first, last) => {
    const { columns } = await taken('days.csv', `id,day\n${Array.from({ length: 40 }, (_, row) => `${row},${row % 2 === 0 ? first : last}`).join('\n')}\n`);
    expect(columns[1]).toMatchObject({ name: 'day', type: 'DATE', min: '2026-03-14', max: '2026-03-15' });
  });

  it('all in one column stay text, and the grade says that forms are mixed', async () => {
    const forms = ['2026-03-14', '14.03.2026', '14/03/2026', 'Mar 14, 2026'];
    const { columns, revision } = await taken('mixed.csv', `id;day\n${Array.from({ length: 80 }, (_, row) => `${row};${forms[row % 4]}`).join('\n')}\n`);
    expect(columns[1]).toMatchObject({ name: 'day', type: 'VARCHAR' });
    const quality = await db.revisionQuality.findUniqueOrThrow({ where: { revisionId: revision.id }, select: { dimensions: true } });
    expect(JSON.stringify(quality.dimensions)).toContain('mixed-forms');
  });
});

describe('a byte order mark', () => {
  const mark = '\ufeff';
  it.each([
    ['CSV', 'marked.csv', `${mark}id,depth\n1,2.5\n2,3.5\n`], ['CSV whose first name is quoted', 'marked.csv', `${mark}"id","depth"\n1,2.5\n2,3.5\n`], ['TSV', 'marked.tsv', `${mark}id\tdepth\n1\t2.5\n2\t3.5\n`],
    ['JSON', 'marked.json', `${mark}[{"id":1,"depth":2.5},{"id":2,"depth":3.5}]`], ['NDJSON', 'marked.ndjson', `${mark}{"id":1,"depth":2.5}\n{"id":2,"depth":3.5}\n`],
  ])('of %s is no part of the first name, and stays in the bytes that are sold', async (_what, fileName, text) => {
    const { columns, revision } = await taken(fileName, text);
    expect(columns.map(({ name, mean }) => [name, mean])).toEqual([['id', 1.5], ['depth', 3]]);
    expect((await readFile(await storage().localPath(revision.sha256), 'utf8')).startsWith(mark)).toBe(true);
    await expectNothingLeft(revision.id);
  });
});

describe('cells that a spreadsheet would run', () => {
  it('are counted for the buyer, and sold as they are', async () => {
    const { columns, revision } = await taken('formulas.csv', `id,note,change,mixed\n1,=2+2,-1.5,-5\n2,@SUM(A1),2.5,x\n3,+1 more,-3,+7.5\n4,＝A1,4,y\n5,calm,5,a=b\n`);
    expect(columns[1]).toMatchObject({ name: 'note', type: 'VARCHAR', detail: { formulaCount: 4 } });
    // A negative number is a number, also among words.
    expect(columns[2]).toMatchObject({ name: 'change', type: 'DOUBLE' });
    expect(columns.map((column) => column.detail?.formulaCount)).toEqual([undefined, 4, undefined, undefined]);
    expect(await readFile(await storage().localPath(revision.sha256), 'utf8')).toContain('=2+2');
    await expectNothingLeft(revision.id);
  });
});

describe('cells of 100,000 characters', () => {
  it('are kept, measured and shown short', async () => {
    const long = 'x'.repeat(100_000);
    const { columns, revision, copy } = await taken('long.csv', `id,note\n${Array.from({ length: 12 }, (_, row) => `${row},"${row} ${long}"`).join('\n')}\n`);
    expect(columns[1]).toMatchObject({ name: 'note', type: 'VARCHAR', detail: { lengths: { max: 100_003 } } });
    expect(JSON.stringify(columns).length).toBeLessThan(20_000);
    expect(await query(`select max(length(note))::integer from read_parquet('${copy.path}')`)).toEqual([[100_003]]);
    await expectNothingLeft(revision.id);
  });
});

describe('names and keys of columns', () => {
  it('that the measuring itself uses mean the column, in the profile, the sample, the risk and the rules', async () => {
    const names = ['source', 'value', 'n', 'class', 'v', 'row', 'sampled rows', 'place', '__proto__'];
    const rows = Array.from({ length: 25_000 }, (_, row) => names.map((_name, index) => (index === 0 ? `s${row % 2}` : String(Math.floor(row / (1 + 3 * index)) % 50))).join(','));
    const { columns, revision } = await taken('names.csv', `${names.map((name) => `"${name}"`).join(',')}\n${rows.join('\n')}\n`);
    expect(columns.map(({ name, distinctCount }) => [name, distinctCount])).toEqual(names.map((name, index) => [name, index === 0 ? 2 : 50]));
    // Which rows are shown depends on whole rows, not on the column that happens to be called like the table.
    const sample = await db.publishedSample.findUniqueOrThrow({ where: { revisionId: revision.id }, select: { rows: true } });
    expect(new Set((sample.rows as string[][]).map((row) => row[0])).size).toBe(2);
    const path = join(folder, 'risk.csv');
    await writeFile(path, `n,value,class\n${Array.from({ length: 12 }, (_, row) => `${row % 3},${row % 2},${row % 4}`).join('\n')}\n`);
    const risk = await measureLocalRisk(path, { quasi: ['n', 'value'], sensitive: 'class' });
    expect(risk).toMatchObject({ ok: true, value: { k: 2, classes: 6, uniques: 0, sensitive: { distinctL: 2 } } });
  });

  it('that change from object to object are all columns, and too many of them are refused by their number', async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `{"k${index}":${index}}`).join('\n');
    const { columns } = await taken('keys.ndjson', lines(300));
    expect([columns.length, columns[7]?.nullCount, columns[7]?.min]).toEqual([300, 299, '7']);
    const many = await uploadRevision(ctx, { fileName: 'keys.ndjson', bytes: Readable.from([Buffer.from(lines(2_001))]) });
    expect(many).toMatchObject({ ok: false, refusal: { code: 'file-too-many-columns', params: { count: 2_001, max: 2_000 } } });
  });
});

describe('the Parquet copy', () => {
  it('is sorted, holds every row as it was measured, and is named by its bytes', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => `${(row * 37) % 500},${['north', 'south', 'east'][row % 3]},2026-01-${String((row % 28) + 1).padStart(2, '0')}`);
    const csv = `id,region,day\n${rows.join('\n')}\n`;
    const { copy } = await taken('rows.csv', csv);
    expect(copy).toMatchObject({ isFaithful: true, sortedBy: ['region', 'day', 'id'] });
    const read = await query(`select id::integer, region, day::varchar from read_parquet('${copy.path}')`);
    expect(read).toEqual(read.toSorted((a, b) => (String(a[1]) + String(a[2]) < String(b[1]) + String(b[2]) ? -1 : String(a[1]) + String(a[2]) > String(b[1]) + String(b[2]) ? 1 : Number(a[0]) - Number(b[0]))));
    expect(read.map((row) => row.join(',')).toSorted()).toEqual(rows.map((row) => row).toSorted());
    expect(await query(`select distinct compression from parquet_metadata('${copy.path}')`)).toEqual([['ZSTD']]);
  });
});
