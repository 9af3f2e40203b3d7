import { DuckDBInstance } from '@duckdb/node-api';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { cutNestedPart, dropPublishedSample, rebuildPublishedSample, uploadRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { ok } from '@/lib/shared/result';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const lines = Array.from({ length: 500 }, (_, index) => `${index},secret-${(index * 7919) % 997},${index % 3}`);
const table = (rows: readonly string[]) => `id,"who ""are"" you",place\n${rows.join('\n')}\n`;

async function upload(ctx: Context, text: string, extra: { datasetId?: string; derivedFromId?: string } = {}) {
  return uploadRevision(ctx, { fileName: 'rows.csv', bytes: Readable.from([Buffer.from(text)]), ...extra });
}

async function uploaded(ctx: Context, text = table(lines), datasetId?: string) {
  const result = await upload(ctx, text, datasetId === undefined ? {} : { datasetId });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

async function rowsOf(parquet: Uint8Array): Promise<readonly Record<string, unknown>[]> {
  const path = join(tmpdir(), `${randomUUID()}.parquet`);
  await writeFile(path, parquet);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = (await connection.runAndReadAll(`select * from read_parquet('${path}')`)).getRowObjectsJson();
  connection.closeSync();
  return rows;
}

async function part(revisionId: string, rows: number | null, hidden: readonly string[] = []) {
  const cut = await cutNestedPart(db, { revisionId, rows, hidden }, async (path) => ok(new Uint8Array(await readFile(path))));
  if (!cut.ok) throw new Error(cut.refusal.code);
  return rowsOf(cut.value);
}

const seller = async () => contextFor((await createAccount({ roles: ['SELLER'] })).actor);

describe('the nested sample', () => {
  it('is cut when a table is measured, and every smaller part is the beginning of every larger one', async () => {
    const revision = await uploaded(await seller());
    const stored = await db.publishedSample.findUniqueOrThrow({ where: { revisionId: revision.id } });
    const published = await rowsOf(stored.parquet);
    expect(published).toHaveLength(50);
    const [seven, half, all] = [await part(revision.id, 7), await part(revision.id, 250), await part(revision.id, 9_999)];
    expect(published.slice(0, 7)).toEqual(seven);
    expect(half.slice(0, 50)).toEqual(published);
    expect(all.slice(0, 250)).toEqual(half);
    expect(new Set(all.map((row) => row.id)).size).toBe(500);
    expect(half.map((row) => Number(row.id))).not.toEqual(Array.from({ length: 250 }, (_, index) => index));
  });

  it('takes other rows of the same table in another dataset, and the same rows again after the table has grown', async () => {
    const ctx = await seller();
    const one = await uploaded(ctx);
    const grown = await uploaded(ctx, table([...lines, '500,secret-1,2', '501,secret-2,1']), one.datasetId);
    const elsewhere = await uploaded(ctx);
    const ids = async (revisionId: string) => (await part(revisionId, 50)).map((row) => String(row.id));
    const [first, later, other] = [await ids(one.id), await ids(grown.id), await ids(elsewhere.id)];
    expect(first.filter((id) => later.includes(id)).length).toBeGreaterThanOrEqual(48);
    expect(first.filter((id) => other.includes(id)).length).toBeLessThan(20);
  });

  it('holds no byte of a hidden column, and keeps its rows', async () => {
    const revision = await uploaded(await seller());
    const before = await db.publishedSample.findUniqueOrThrow({ where: { revisionId: revision.id } });
    expect(Buffer.from(before.parquet).includes('secret-')).toBe(true);
    await dropPublishedSample(db, { revisionId: revision.id });
    expect(await db.publishedSample.count()).toBe(0);
    await rebuildPublishedSample(db, { revisionId: revision.id, hidden: ['who "are" you'], at: new Date() });
    const after = await db.publishedSample.findUniqueOrThrow({ where: { revisionId: revision.id } });
    expect(Buffer.from(after.parquet).includes('secret-')).toBe(false);
    expect(Buffer.from(after.parquet).includes('who')).toBe(false);
    expect(JSON.stringify([after.columns, after.rows])).not.toMatch(/secret|who/);
    expect((await rowsOf(after.parquet)).map((row) => row.id)).toEqual((await rowsOf(before.parquet)).map((row) => row.id));
  });

  it('of a table with every column hidden does not exist', async () => {
    const revision = await uploaded(await seller());
    await rebuildPublishedSample(db, { revisionId: revision.id, hidden: ['id', 'who "are" you', 'place'], at: new Date() });
    expect(await db.publishedSample.count()).toBe(0);
  });
});

describe('a revision made from another one', () => {
  it('says from which, and only from a sound one of the same dataset', async () => {
    const ctx = await seller();
    const first = await uploaded(ctx);
    const derived = await upload(ctx, table(lines.slice(5)), { datasetId: first.datasetId, derivedFromId: first.id });
    expect(derived).toMatchObject({ ok: true, value: { number: 2 } });
    expect(await db.revision.findFirst({ where: { number: 2 }, select: { derivedFromId: true } })).toEqual({ derivedFromId: first.id });
    const foreign = await uploaded(ctx);
    expect(await upload(ctx, table(lines), { datasetId: foreign.datasetId, derivedFromId: first.id })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await upload(ctx, table(lines), { derivedFromId: first.id })).toMatchObject({ refusal: { code: 'not-found' } });
  });

  it('stays as it was measured, but for being taken back once with a reason', async () => {
    const first = await uploaded(await seller());
    await expect(db.revision.update({ where: { id: first.id }, data: { fileName: 'other.csv' } })).rejects.toThrow();
    await expect(db.revision.update({ where: { id: first.id }, data: { retractedAt: new Date(), retractReason: '' } })).rejects.toThrow();
    await db.revision.update({ where: { id: first.id }, data: { retractedAt: new Date(), retractReason: 'Two years were counted twice.' } });
    await expect(db.revision.update({ where: { id: first.id }, data: { retractedAt: null, retractReason: '' } })).rejects.toThrow();
  });
});
