import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { ZipFile } from 'yazl';
import { getOwnProfile, uploadRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { rawZip } from '@/tests/support/zip';

const { db, contextFor, createAccount } = await testContext();
const table = 'day,depth\n2026-01-01,4.5\n2026-01-02,4.7\n';
let ctx: Context;
beforeEach(async () => {
  await rm(env().STATE_DIR, { recursive: true, force: true });
  ctx = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
});

const upload = (fileName: string, bytes: Buffer | string) => uploadRevision(ctx, { fileName, bytes: Readable.from([Buffer.from(bytes)]) });

async function measured(fileName: string, bytes: Buffer | string) {
  const result = await upload(fileName, bytes);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  const profile = await getOwnProfile(ctx, { revisionId: result.value.id });
  if (!profile.ok) throw new Error(profile.refusal.code);
  return { ...result.value, columns: profile.value.columns };
}

/** What an ordinary tool packs, compressed. */
async function packed(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, data] of Object.entries(files)) archive.addBuffer(Buffer.from(data), name);
  archive.end();
  return buffer(archive.outputStream);
}

async function workbook(sheets: readonly { readonly sheet: string; readonly rows: readonly (readonly (string | number | boolean | Date | null)[])[] }[]): Promise<Buffer> {
  const cell = (value: string | number | boolean | Date | null) => (value === null ? null : value instanceof Date ? { type: Date, value, format: 'yyyy-mm-dd' } : { value });
  const data = sheets.map(({ sheet, rows }) => ({ sheet, data: rows.map((row) => row.map(cell)) }));
  return writeWorkbook(data as never).toBuffer();
}

/** Rows and files, by name: what a refused upload must leave as it was. */
async function kept(): Promise<object> {
  await mkdir(env().STATE_DIR, { recursive: true });
  const entries = await readdir(env().STATE_DIR, { recursive: true, withFileTypes: true });
  return { revisions: await db.revision.count(), datasets: await db.dataset.count(), objects: await db.storedObject.count(), files: entries.filter((entry) => entry.isFile()).map(({ name }) => name).toSorted() };
}

describe('a gzipped table', () => {
  it.each([['depths.csv.gz', table], ['depths.ndjson.gz', '{"day":"2026-01-01","depth":4.5}\n{"day":"2026-01-02","depth":4.7}\n'], ['depths.json.gz', '[{"day":"2026-01-01","depth":4.5},{"day":"2026-01-02","depth":4.7}]']])('%s is measured like the table itself, and kept as it came', async (name, text) => {
    const bytes = gzipSync(text);
    const revision = await measured(name, bytes);
    expect(revision).toMatchObject({ rowCount: 2, columnCount: 2, sha256: createHash('sha256').update(bytes).digest('hex'), columns: [{ name: 'day', kind: 'date' }, { name: 'depth', kind: 'number' }] });
    expect(await buffer(await storage().openRead(revision.sha256))).toEqual(bytes);
  });
  it('of two members is read to its end', async () => {
    expect(await measured('depths.csv.gz', Buffer.concat([gzipSync(table), gzipSync('2026-01-03,5.1\n')]))).toMatchObject({ rowCount: 3 });
  });
});

describe('a zip of tables', () => {
  it('is one dataset of all their rows, whatever order their columns come in', async () => {
    const revision = await measured('depths.zip', await packed({ 'north.csv': table, 'south/south.csv': 'depth,day\n7,2026-01-01\n', 'README.md': '# Depths' }));
    expect(revision).toMatchObject({ format: 'ZIP', rowCount: 3, columnCount: 2, columns: [{ name: 'day', kind: 'date', nullCount: 0 }, { name: 'depth', kind: 'number', max: '7' }] });
  });
  it('takes the type that holds both where a column differs', async () => {
    expect((await measured('codes.zip', await packed({ 'a.csv': 'code\n1\n2\n', 'b.csv': 'code\nx\n' }))).columns).toMatchObject([{ name: 'code', type: 'VARCHAR' }]);
  });
});

describe('an Excel workbook', () => {
  it('has its numbers, days and empty cells as they stand in it, and all sheets of one shape', async () => {
    const days = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')] as const;
    const revision = await measured('depths.xlsx', await workbook([
      { sheet: 'North', rows: [['day', 'depth', 'ok'], [days[0], 4.5, true], [days[1], null, false]] }, { sheet: 'South', rows: [['day', 'depth', 'ok'], [days[0], 7, true]] }, { sheet: 'Empty', rows: [] },
    ]));
    expect(revision).toMatchObject({ format: 'XLSX', rowCount: 3, columns: [{ name: 'day', kind: 'date', min: '2026-01-01', max: '2026-01-02' }, { name: 'depth', kind: 'number', nullCount: 1 }, { name: 'ok', kind: 'boolean' }] });
  });
});

describe('what is refused, with the reason and nothing kept', () => {
  const csv = { name: 'a.csv', data: 'a\n1\n' };
  const cases: readonly (readonly [what: string, name: string, bytes: () => Buffer, refusal: object])[] = [
    ['a path upwards', 'x.zip', () => rawZip([{ name: '../../a.csv', data: 'a\n1\n' }]), { code: 'archive-path-unsafe', params: { name: '../../a.csv' } }],
    ['an absolute path', 'x.zip', () => rawZip([{ name: '/etc/passwd.csv', data: 'a\n1\n' }]), { code: 'archive-path-unsafe' }],
    ['a symbolic link', 'x.zip', () => rawZip([{ name: 'a.csv', data: '/etc/passwd', mode: 0o120777 }]), { code: 'archive-link' }],
    ['an archive in an archive', 'x.zip', () => rawZip([csv, { name: 'b.zip', data: rawZip([csv]) }]), { code: 'archive-nested' }],
    ['an encrypted file', 'x.zip', () => rawZip([{ ...csv, isEncrypted: true }]), { code: 'archive-encrypted' }],
    ['a program', 'x.zip', () => rawZip([csv, { name: 'run.exe', data: 'MZ' }]), { code: 'archive-not-a-table', params: { name: 'run.exe' } }],
    ['a directory that claims less than there is', 'x.zip', () => rawZip([{ name: 'a.csv', data: 'a\n1\n2\n3\n', claimedBytes: 3 }]), { code: 'archive-damaged' }],
    ['a directory that claims 40 GB', 'x.zip', () => rawZip(Array.from({ length: 10 }, (_, index) => ({ name: `${index}.csv`, data: 'a\n1\n', claimedBytes: 4_000_000_000 }))), { code: 'file-unpacks-too-large' }],
    ['2,000 files', 'x.zip', () => rawZip(Array.from({ length: 2_000 }, (_, index) => ({ name: `${index}.csv`, data: 'a\n1\n' }))), { code: 'archive-too-many-files', params: { count: 2_000, max: 1_000 } }],
    ['no table', 'x.zip', () => rawZip([{ name: 'README.md', data: '#' }]), { code: 'archive-no-table' }],
    ['an empty archive', 'x.zip', () => rawZip([]), { code: 'archive-no-table' }],
    ['half an archive', 'x.zip', () => rawZip([csv]).subarray(0, 40), { code: 'archive-damaged' }],
    ['text', 'x.zip', () => Buffer.from(table), { code: 'file-not-what-name-says' }],
    ['two formats', 'x.zip', () => rawZip([csv, { name: 'b.json', data: '[{"a":1}]' }]), { code: 'archive-formats-differ' }],
    ['tables of other columns', 'x.zip', () => rawZip([csv, { name: 'b.csv', data: 'a,b\n1,2\n' }]), { code: 'tables-differ', params: { name: 'b.csv', column: 'b' } }],
    ['a broken table among sound ones', 'x.zip', () => rawZip([csv, { name: 'b.csv', data: Buffer.from([0x61, 0x0a, 0xff, 0xfe, 0x0a]) }]), { code: 'file-not-utf8' }],
    ['text', 'x.xlsx', () => Buffer.from(table), { code: 'file-not-what-name-says' }],
    ['a zip that is no workbook', 'x.xlsx', () => rawZip([csv]), { code: 'file-not-what-name-says', params: { format: 'XLSX' } }],
    ['a workbook that unpacks to more than it may', 'x.xlsx', () => rawZip([{ name: 'xl/worksheets/sheet1.xml', data: '<x/>', claimedBytes: 3_000_000_000 }]), { code: 'file-unpacks-too-large' }],
    ['plain text', 'x.csv.gz', () => Buffer.from(table), { code: 'file-not-what-name-says' }],
    ['two files of one name', 'x.zip', () => rawZip([csv, { ...csv, data: 'a\nann@example.org\n' }]), { code: 'archive-damaged' }],
    ['a file that its directory does not name', 'x.zip', () => rawZip([csv, { name: 'b.csv', data: 'a\nann@example.org\n', isUnlisted: true }]), { code: 'archive-damaged' }],
    ['a file before the ones its directory names', 'x.zip', () => rawZip([{ name: 'b.csv', data: 'a\nann@example.org\n', isUnlisted: true }, csv]), { code: 'archive-damaged' }],
    ['a table called README', 'x.zip', () => rawZip([csv, { name: 'README.csv', data: 'b\nann@example.org\n' }]), { code: 'tables-differ' }],
    ['a sheet with a cell in the last corner there is', 'x.xlsx', () => rawZip([{ name: 'xl/worksheets/sheet1.xml', data: '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>' }]), { code: 'file-unpacks-too-large' }],
    ['a sheet whose cells are placed in riddles', 'x.xlsx', () => rawZip([{ name: 'xl/worksheets/sheet1.xml', data: '<worksheet><sheetData><row r="1048576"><c r="&#88;FD1048576"/></row></sheetData></worksheet>' }]), { code: 'file-unpacks-too-large' }],
    ['text behind a gzip', 'x.csv.gz', () => Buffer.concat([gzipSync(table), Buffer.from('ann@example.org,1\n')]), { code: 'archive-damaged' }],
    ['a gzip behind zeros', 'x.csv.gz', () => Buffer.concat([gzipSync(table), Buffer.alloc(1_000), gzipSync('ann@example.org,1\n')]), { code: 'archive-damaged' }],
    ['half a gzip', 'x.csv.gz', () => gzipSync(table).subarray(0, 20), { code: 'archive-damaged' }],
    ['a gzip in a gzip', 'x.csv.gz', () => gzipSync(gzipSync(table)), { code: 'file-not-what-name-says' }],
    ['a gzip whose name does not say so', 'x.csv', () => gzipSync(table), { code: 'file-not-what-name-says' }],
    ['a gzipped workbook', 'x.xlsx.gz', () => gzipSync('PK'), { code: 'file-format-unknown' }],
  ];
  it('by the name of its fault, each', async () => {
    const before = await kept();
    const answers = new Map<string, Awaited<ReturnType<typeof upload>>>();
    // Each in a process of its own, two at a time, as they come to an exchange.
    const left = [...cases];
    const lane = async (): Promise<void> => { for (let next = left.shift(); next; next = left.shift()) answers.set(`${next[0]} in ${next[1]}`, await upload(next[1], next[2]())); };
    await Promise.all([lane(), lane()]);
    expect(Object.fromEntries(answers)).toMatchObject(Object.fromEntries(cases.map(([what, name, , refusal]) => [`${what} in ${name}`, { ok: false, refusal }])));
    expect(answers.size).toBe(cases.length);
    expect(await kept()).toEqual(before);
  }, 180_000);

  it.each([
    ['two headers alike', [['a', 'a'], [1, 2]], { code: 'file-duplicate-columns' }],
    ['a header and nothing else', [['a', 'b']], { code: 'file-no-rows' }],
    ['nothing at all', [], { code: 'file-no-rows' }],
  ] as const)('a workbook with %s', async (_, rows, refusal) => {
    expect(await upload('x.xlsx', await workbook([{ sheet: 'S', rows }]))).toMatchObject({ ok: false, refusal });
  });

  it('a workbook whose sheets differ, by the name of the sheet and the column', async () => {
    const bytes = await workbook([{ sheet: 'Stock', rows: [['a'], [1]] }, { sheet: 'Staff', rows: [['name'], ['x']] }]);
    expect(await upload('x.xlsx', bytes)).toMatchObject({ ok: false, refusal: { code: 'tables-differ', params: { name: 'Staff', column: 'name' } } });
  });
});
