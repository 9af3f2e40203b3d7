import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uploadRevision } from '@/lib/datasets';
import { measureLimits } from '@/lib/datasets/measure/job';
import { measureFile } from '@/lib/datasets/measure/measure-file';
import { env } from '@/lib/env';
import type { Context } from '@/lib/db';
import { testContext } from '@/tests/support/context';

process.env.UPLOAD_MAX_BYTES = String(60 * 1024 * 1024);
const { db, contextFor, createAccount } = await testContext();
const folder = mkdtempSync(join(tmpdir(), 'databourse-hostile-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

let ctx: Context;
beforeEach(async () => {
  ctx = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
});

const upload = (fileName: string, bytes: Readable | Buffer | string, declaredBytes?: number) =>
  uploadRevision(ctx, { fileName, bytes: bytes instanceof Readable ? bytes : Readable.from([Buffer.from(bytes)]), ...(declaredBytes !== undefined && { declaredBytes }) });

/** Every file below the state folder but the bytes of revisions that the database knows. */
async function strayFiles(): Promise<string[]> {
  const known = new Set((await db.storedObject.findMany({ select: { sha256: true } })).map(({ sha256 }) => sha256));
  const entries = await readdir(env().STATE_DIR, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !known.has(entry.name)).map((entry) => join(entry.parentPath, entry.name));
}

/** The refusal as promised, nothing half-made, nothing left over. */
async function expectRefused(result: Awaited<ReturnType<typeof upload>>, refusal: object): Promise<void> {
  expect(result).toMatchObject({ ok: false, refusal });
  await expectNothingKept();
}

async function expectNothingKept(): Promise<void> {
  expect(await db.revision.count()).toBe(0);
  expect(await db.dataset.count()).toBe(0);
  expect(await db.storedObject.count()).toBe(0);
  expect(await strayFiles()).toEqual([]);
  expect(readdirSync(join(env().STATE_DIR, 'incoming'))).toEqual([]);
}

async function writeParquet(select: string): Promise<string> {
  const path = join(folder, `${randomUUID()}.parquet`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`copy (${select}) to '${path}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

const noSample = { key: '', hidden: [], path: null };
const manyNames = Array.from({ length: 5_000 }, (_, index) => `c${index}`);
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\n1,2\n', 'utf16le')]);
const table = 'a,b\n1,2\n3,4\n';
const tarHead = Buffer.concat([Buffer.from('name.txt'), Buffer.alloc(504)]);

describe('a file that can not be sold is refused by name of its fault, and nothing of it is kept', () => {
  const cases: readonly [what: string, name: string, bytes: Buffer | string, refusal: object][] = [
    ['0 bytes', 'a.csv', '', { code: 'file-empty' }],
    ['0 bytes of Parquet', 'a.parquet', '', { code: 'file-empty' }],
    ['a CSV of a head alone', 'a.csv', 'a,b,c\n', { code: 'file-no-rows' }],
    ['an empty JSON array', 'a.json', '[]', { code: 'file-no-rows' }],
    ['a name that appears twice in another case', 'a.csv', 'a,b,A\n1,2,3\n4,5,6\n', { code: 'file-duplicate-columns', params: { name: 'A' } }],
    ['a name that appears twice in a TSV', 'a.tsv', 'x\ty\tx\n1\t2\t3\n', { code: 'file-duplicate-columns', params: { name: 'x' } }],
    ['a key that appears twice in a JSON object', 'a.json', '[{"a":1,"b":2,"a":3}]', { code: 'file-duplicate-columns', params: { name: 'a' } }],
    ['a key that appears twice in NDJSON', 'a.ndjson', '{"a":1,"A":3}\n', { code: 'file-duplicate-columns' }],
    ['5,000 columns of CSV', 'a.csv', `${manyNames.join(',')}\n${manyNames.map(() => '1').join(',')}\n`, { code: 'file-too-many-columns', params: { count: 5_000, max: 2_000 } }],
    ['5,000 columns of JSON', 'a.json', JSON.stringify([Object.fromEntries(manyNames.map((name) => [name, 1]))]), { code: 'file-too-many-columns', params: { count: 5_000, max: 2_000 } }],
    ['a byte that is not UTF-8', 'a.csv', Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0xe9]), Buffer.from('\n')]), { code: 'file-not-utf8', params: { offset: 6 } }],
    ['a byte that is not UTF-8 right after the first mebibyte', 'a.csv', Buffer.concat([Buffer.from('a,b\n'), Buffer.from('1,2\n'.repeat(262_143)), Buffer.from([0xff]), Buffer.from(',1\n')]), { code: 'file-not-utf8', params: { offset: 1_048_576 } }],
    ['a character cut off at the end', 'a.csv', Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from('海').subarray(0, 2)]), { code: 'file-not-utf8', params: { offset: 6 } }],
    ['UTF-16', 'a.csv', utf16, { code: 'file-not-utf8', params: { offset: 0, encoding: 'UTF16' } }],
    ['UTF-16 without a mark', 'a.csv', utf16.subarray(2), { code: 'file-not-utf8', params: { offset: 0, encoding: 'UTF16' } }],
    ['UTF-16 of NDJSON, highest byte first', 'a.ndjson', Buffer.from('\ufeff{"a":1}\n', 'utf16le').swap16(), { code: 'file-not-utf8', params: { offset: 0, encoding: 'UTF16' } }],
    ['a field too many far behind the beginning', 'a.csv', `id,note\n${'12345,calm\n'.repeat(150_000)}1,2,3\n4,5\n`, { code: 'file-lines-differ', params: { line: 150_002, found: 3, wanted: 2 } }],
    ['a field too many where lines end in two ways', 'a.csv', `id,note\r\n${'12345,calm\n'.repeat(150_000)}1,2,3\r\n4,5\n`, { code: 'file-unreadable', params: { line: 150_002 } }],
    ['Latin-1', 'a.csv', Buffer.from('id,city\n1,Bergen\n2,Troms\u00f8\n', 'latin1'), { code: 'file-not-utf8', params: { offset: 24, encoding: 'other' } }],
    ['GBK', 'a.csv', Buffer.concat([Buffer.from('id,city\n1,'), Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]), Buffer.from('\n')]), { code: 'file-not-utf8', params: { offset: 10, encoding: 'other' } }],
    ['lines of two delimiters', 'a.csv', 'id,city,depth\n1,Bergen,3\n2;Oslo;4\n3,Bodø,5\n', { code: 'file-lines-differ', params: { line: 3 } }],
    ['a quote that is never closed', 'a.csv', `id,note\n1,"fine, too"\n2,"open, and so\n${Array.from({ length: 40 }, (_, row) => `${row},calm`).join('\n')}\n`, { code: 'file-quotes-broken', params: { line: 3 } }],
    ['a quote inside a quoted cell that is not doubled', 'a.csv', `id,note\n${Array.from({ length: 40 }, (_, row) => `${row},"he said "no", twice"`).join('\n')}\n`, { code: 'file-quotes-broken', params: { line: 2 } }],
    ['quotes that do not match though every line has as many cells', 'a.csv', `id,note\n1,"fine"\n2,"he said "no" twice"\n3,"calm"\n`, { code: 'file-quotes-broken', params: { line: 3 } }],
    ['a quote that opens far behind the beginning and never closes', 'a.csv', `id,note\n${'12345,calm weather\n'.repeat(70_000)}1,"open\n${'2,calm\n'.repeat(50)}`, { code: 'file-quotes-broken', params: { line: 70_002 } }],
    ['a quote that is not doubled far behind the beginning', 'a.csv', `id,note\n${'12345,"calm weather"\n'.repeat(60_000)}1,"he said "no" twice"\n${'2,calm\n'.repeat(50)}`, { code: 'file-quotes-broken', params: { line: 60_002 } }],
    ['a JSON list in a list, 50,000 deep', 'a.ndjson', `{"a":1}\n{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}\n`, { code: 'file-nested-too-deep', params: { line: 2, max: 100 } }],
    ['a JSON object in an object, 100,000 deep', 'a.json', `[${'{"n":'.repeat(100_000)}1${'}'.repeat(100_000)}]`, { code: 'file-nested-too-deep', params: { line: 1, max: 100 } }],
    ['JSON objects without a key', 'a.json', '[{},{}]', { code: 'file-no-columns' }],
    ['a web page', 'a.csv', '<!doctype html><p>no</p>', { code: 'file-not-what-name-says' }],
    ['a zip named CSV', 'a.csv', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), { code: 'file-not-what-name-says' }],
    ['gzip named CSV', 'a.csv', gzipSync(table), { code: 'file-not-what-name-says' }],
    ['a tar named TSV', 'a.tsv', tarHead, { code: 'file-not-what-name-says' }],
    ['CSV named Parquet', 'a.parquet', table, { code: 'file-not-what-name-says' }],
    ['CSV named JSON', 'a.json', table, { code: 'file-not-what-name-says' }],
    ['a JSON object where an array is due', 'a.json', '{"a":1}', { code: 'file-not-what-name-says' }],
    ['a JSON array of numbers', 'a.json', '[1,2,3]', { code: 'file-not-what-name-says' }],
    ['a JSON array cut off', 'a.json', '[{"a":1},{"a":', { code: 'file-unreadable' }],
    ['NDJSON with a broken line', 'a.ndjson', '{"a":1}\n{"a":\n', { code: 'file-unreadable', params: { line: 2 } }],
    ['Parquet of nothing but its mark', 'a.parquet', 'PAR1PAR1', { code: 'file-unreadable' }],
    ['Parquet with noise inside', 'a.parquet', Buffer.concat([Buffer.from('PAR1'), randomBytes(3_000), Buffer.from('PAR1')]), { code: 'file-unreadable' }],
    ['a zero byte in text', 'a.csv', Buffer.concat([Buffer.from(`a,b\n${'1,2\n'.repeat(300)}`), Buffer.from([0]), Buffer.from(',2\n')]), { code: 'file-not-what-name-says' }],
    ['an ending nobody knows', 'a.xls', 'PK', { code: 'file-format-unknown', field: 'fileName' }],
    ['no ending', 'table', table, { code: 'file-format-unknown', field: 'fileName' }],
  ];
  // Each in a process of its own, two at a time, as they come to an exchange.
  const answers = new Map<string, Awaited<ReturnType<typeof upload>>>();
  beforeAll(async () => {
    ctx = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    const left = [...cases];
    const lane = async (): Promise<void> => { for (let next = left.shift(); next; next = left.shift()) answers.set(next[0], await upload(next[1], next[2])); };
    await Promise.all([lane(), lane()]);
  }, 400_000);
  it.each(cases)('%s', (what, _name, _bytes, refusal) => {
    expect(answers.get(what)).toMatchObject({ ok: false, refusal });
  });
  it('of all of these nothing is left', async () => {
    expect(answers.size).toBe(cases.length);
    await expectNothingKept();
  });

  it('5,000 columns of Parquet', async () => {
    const path = await writeParquet(`select ${manyNames.map((name) => `1 as ${name}`).join(', ')}`);
    await expectRefused(await upload('wide.parquet', createReadStream(path)), { code: 'file-too-many-columns', params: { count: 5_000, max: 2_000 } });
  });

  it('Parquet without rows', async () => {
    await expectRefused(await upload('none.parquet', createReadStream(await writeParquet('select 1 as a where false'))), { code: 'file-no-rows' });
  });

  it('Parquet cut off in the middle', async () => {
    const whole = await readFile(await writeParquet('select range as a, md5(range::varchar) as b from range(20000)'));
    await expectRefused(await upload('half.parquet', whole.subarray(0, whole.length / 2)), { code: 'file-not-what-name-says' });
    // With its mark put back at the end it looks whole from outside.
    await expectRefused(await upload('mended.parquet', Buffer.concat([whole.subarray(0, whole.length / 2), whole.subarray(-8)])), { code: 'file-unreadable' });
  });

  it('Parquet whose text is no text, whose numbers are cut short, or whose foot says other columns than there are', async () => {
    const path = join(folder, `${randomUUID()}.parquet`);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`copy (select i as id, 'needle' || i as word from range(500) t(i)) to '${path}' (format parquet, compression uncompressed, dictionary_size_limit 0)`);
    connection.closeSync();
    instance.closeSync();
    const whole = await readFile(path);
    // Every one of them, so that no dictionary or statistics are left to read instead.
    const spoilt = Buffer.from(whole);
    for (let at = spoilt.indexOf('needle'); at >= 0; at = spoilt.indexOf('needle', at + 6)) spoilt.fill(0xff, at, at + 6);
    await expectRefused(await upload('text.parquet', spoilt), { code: 'file-unreadable' });
    const zeroed = Buffer.from(whole);
    zeroed.fill(0xff, 4, 60);
    await expectRefused(await upload('head.parquet', zeroed), { code: 'file-unreadable' });
    const foot = Buffer.from(whole);
    foot.fill(0x7f, foot.length - 200, foot.length - 60);
    await expectRefused(await upload('foot.parquet', foot), { code: 'file-unreadable' });
  });

  it('a Parquet bomb: a small file of 20 GB, most of it said once and pointed at', async () => {
    const path = await writeParquet(`select 'x' || repeat('0', 1000000) as a from range(20000)`);
    expect((await stat(path)).size).toBeLessThan(20_000_000);
    await expectRefused(await upload('bomb.parquet', createReadStream(path)), { code: 'file-unpacks-too-large' });
  }, 60_000);

  it('a Parquet bomb that says how much it unpacks to', async () => {
    const path = await writeParquet(`select range || repeat('0', 100000) as a from range(600)`);
    expect((await stat(path)).size).toBeLessThan(6_000_000);
    const scratch = mkdtempSync(join(folder, 'scratch-'));
    const limits = { ...measureLimits, maxUnpackedBytes: 50_000_000 };
    expect(await measureFile({ path, format: 'PARQUET', scratch, limits, sample: noSample })).toMatchObject({ ok: false, refusal: { code: 'file-unpacks-too-large', params: { maxBytes: 50_000_000 } } });
    expect(await measureFile({ path, format: 'PARQUET', scratch, limits: measureLimits, sample: noSample })).toMatchObject({ ok: true, value: { rowCount: 600 } });
  });

  it('a single line of 50 MB', async () => {
    const piece = 'x'.repeat(1024 * 1024);
    const line = Readable.from((function* () { yield Buffer.from('a,b\n1,'); for (let index = 0; index < 50; index += 1) yield Buffer.from(piece); })());
    await expectRefused(await upload('line.csv', line), { code: 'file-line-too-long', params: { line: 2, maxBytes: 1024 * 1024 } });
  });

  it('a file over the limit, whether its sender says so, says nothing, or lies', async () => {
    const endless = () => Readable.from((function* () { for (;;) yield Buffer.alloc(1024 * 1024, 'a,b\n'); })());
    const refusal = { code: 'file-too-large', params: { maxBytes: 60 * 1024 * 1024 } };
    await expectRefused(await upload('big.csv', endless()), refusal);
    await expectRefused(await upload('big.csv', endless(), 10), refusal);
    expect(await upload('big.csv', endless(), 61 * 1024 * 1024)).toMatchObject({ ok: false, refusal });
  });

  it('an upload that breaks off half-way', async () => {
    const broken = Readable.from((function* () { yield Buffer.from(table); throw Object.assign(new Error('gone'), { code: 'ECONNRESET' }); })());
    await expectRefused(await upload('gone.csv', broken), { code: 'upload-interrupted' });
  });

  it('a file whose measuring process is killed', async () => {
    const rows = `a,b\n${Array.from({ length: 300_000 }, (_, row) => `${row},${row * 7}`).join('\n')}`;
    const going = upload('slow.csv', rows);
    await killMeasurement();
    await expectRefused(await going, { code: 'measuring-broke-off' });
  });

  it('and the next good file is taken as if nothing had been', async () => {
    await upload('a.csv', utf16);
    await upload('b.parquet', 'PAR1PAR1');
    const good = await upload('good.csv', table);
    expect(good).toMatchObject({ ok: true, value: { status: 'READY', rowCount: 2, columnCount: 2 } });
    expect(await strayFiles()).toEqual([]);
    expect(await db.auditEvent.count({ where: { action: 'dataset.refused' } })).toBe(2);
  });
});

/** Ends the process that measures, as the system does when memory runs out. */
async function killMeasurement(): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const answer = (() => { try { return execFileSync('pgrep', ['-P', String(process.pid), '-f', 'measure/child.ts'], { encoding: 'utf8' }); } catch { return ''; } })();
    const [pid] = answer.split('\n').map(Number).filter((number) => number > 0);
    if (pid !== undefined && existsSync(`/proc/${pid}`)) { process.kill(pid, 'SIGKILL'); return; }
    await new Promise((go) => { setTimeout(go, 20); });
  }
  throw new Error('No measuring process was seen');
}

describe('a name of a file', () => {
  it.each([['../../../etc/passwd.csv'], ['C:\\windows\\a.csv'], ['\u202Evsc.exe.csv'], ['数据 — 海港.csv'], ['"; drop table x; --.csv']])('%j decides nothing about where its bytes lie', async (name) => {
    const result = await upload(name, table);
    expect(result).toMatchObject({ ok: true, value: { rowCount: 2 } });
    expect(await strayFiles()).toEqual([]);
  });

  it.each([['a\u0000b.csv'], ['a\nb.csv'], [`${'x'.repeat(200)}.csv`], ['   ']])('%j is refused before a byte is read', async (name) => {
    expect(await upload(name, table)).toMatchObject({ ok: false, refusal: { code: 'input-invalid', field: 'fileName' } });
    expect(await db.revision.count()).toBe(0);
  });
});
