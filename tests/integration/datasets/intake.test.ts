import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, it } from 'vitest';
import { backfillRevisions, discardRevision, getOwnProfile, getOwnRevision, listOwnRevisions, sweepUnfinished, uploadRevision } from '@/lib/datasets';
import { insertDataset, insertRevision } from '@/lib/datasets/store';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const table = 'day,depth\n2026-01-01,4.5\n2026-01-02,4.7\n';
const system = contextFor({ kind: 'system' });
let ctx: Context;
let other: Context;
beforeEach(async () => {
  await rm(env().STATE_DIR, { recursive: true, force: true });
  ctx = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
  other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
});

const accountOf = ({ actor }: Context): string => (actor.kind === 'account' ? actor.accountId : '');

const upload = (who: Context, bytes = table, datasetId?: string) => uploadRevision(who, { fileName: 'depths.csv', bytes: Readable.from([Buffer.from(bytes)]), datasetId });

async function uploaded(who: Context, bytes = table, datasetId?: string) {
  const result = await upload(who, bytes, datasetId);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

describe('an upload', () => {
  it('is kept as its exact bytes under their SHA-256, measured, and told to the audit log', async () => {
    const revision = await uploaded(ctx);
    expect(revision).toMatchObject({ number: 1, status: 'READY', rowCount: 2, columnCount: 2, byteSize: table.length, sha256: createHash('sha256').update(table).digest('hex') });
    expect((await buffer(await storage().openRead(revision.sha256))).toString()).toBe(table);
    expect((await db.auditEvent.findMany({ orderBy: { seq: 'asc' } })).map(({ action }) => action)).toEqual(['dataset.uploaded', 'dataset.measured']);
    expect(await getOwnProfile(ctx, { revisionId: revision.id })).toMatchObject({ ok: true, value: { columns: [{ name: 'day', kind: 'date' }, { name: 'depth', kind: 'number' }] } });
  });

  it('is for sellers only', async () => {
    const buyer = contextFor((await createAccount()).actor);
    expect(await upload(buyer)).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await upload(contextFor())).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    expect(await storage().list()).toEqual([]);
  });

  it('to a dataset becomes its next revision, and two at once get numbers of their own', async () => {
    const first = await uploaded(ctx);
    const both = await Promise.all([uploaded(ctx, `${table}2026-01-03,5\n`, first.datasetId), uploaded(ctx, `${table}2026-01-04,6\n`, first.datasetId)]);
    expect(both.map(({ number }) => number).toSorted()).toEqual([2, 3]);
    expect(await db.dataset.count()).toBe(1);
  });

  it("to another person's dataset answers exactly like one to a dataset that doesn't exist", async () => {
    const first = await uploaded(ctx);
    const [theirs, missing] = [await upload(other, table, first.datasetId), await upload(other, table, randomUUID())];
    expect(theirs).toEqual(missing);
    expect(theirs).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await getOwnRevision(other, { revisionId: first.id })).toEqual(await getOwnRevision(other, { revisionId: randomUUID() }));
    expect(await getOwnProfile(other, { revisionId: first.id })).toEqual(await getOwnProfile(other, { revisionId: randomUUID() }));
    expect(await discardRevision(other, { revisionId: first.id })).toEqual(await discardRevision(other, { revisionId: randomUUID() }));
    expect(await getOwnRevision(ctx, { revisionId: first.id })).toMatchObject({ ok: true });
  });
});

describe('identical bytes', () => {
  it('are stored once, and stay for as long as anybody has them', async () => {
    const [mine, theirs] = await Promise.all([uploaded(ctx), uploaded(other)]);
    expect(mine.sha256).toBe(theirs.sha256);
    // The upload and its Parquet, each once.
    const copies = await db.revisionTable.findMany({ select: { sha256: true } });
    expect(copies).toHaveLength(2);
    expect((await storage().list()).toSorted()).toEqual([...new Set([mine.sha256, ...copies.map((copy) => copy.sha256)])].toSorted());
    expect(await discardRevision(ctx, { revisionId: mine.id })).toMatchObject({ ok: true });
    expect(await storage().exists(theirs.sha256)).toBe(true);
    expect(await listOwnRevisions(ctx)).toMatchObject({ ok: true, value: [] });
    await discardRevision(other, { revisionId: theirs.id });
    expect(await storage().list()).toEqual([]);
    expect(await db.storedObject.count()).toBe(0);
  });

  it('taken in and thrown away at the same time never lose the one that stays', async () => {
    for (let round = 0; round < 4; round += 1) {
      const mine = await uploaded(ctx, `${table}2026-02-0${round + 1},1\n`);
      const [, theirs] = await Promise.all([discardRevision(ctx, { revisionId: mine.id }), uploaded(other, `${table}2026-02-0${round + 1},1\n`).catch(() => null)]);
      if (theirs) expect(await storage().exists(theirs.sha256)).toBe(true);
      else expect(await db.revision.count({ where: { sha256: mine.sha256 } })).toBe(0);
    }
  });
});

describe('a revision that an older version measured', () => {
  it('is given what is missing, and nothing that is there changes', async () => {
    const old = await uploaded(ctx, 'name,mail\nAnna,anna@example.org\nBen,ben@example.org\n');
    const before = await db.revisionProfile.findUniqueOrThrow({ where: { revisionId: old.id }, select: { columns: true } });
    await db.revisionTable.deleteMany();
    await db.privacyReport.deleteMany();
    await db.publishedSample.deleteMany();
    await sweepUnfinished(system);
    expect(await backfillRevisions(system)).toEqual({ ok: true, value: { filledCount: 1 } });
    const now = await db.revision.findUniqueOrThrow({ where: { id: old.id }, select: { table: { select: { sha256: true } }, privacy: { select: { findings: { select: { entity: true } } } }, profile: { select: { columns: true } }, publishedSample: { select: { columns: true } } } });
    expect(now.table && (await storage().exists(now.table.sha256))).toBe(true);
    expect(now.privacy?.findings.map(({ entity }) => entity)).toContain('EMAIL_ADDRESS');
    expect(JSON.stringify(now.publishedSample?.columns ?? [])).not.toContain('mail');
    expect(now.profile?.columns).toEqual(before.columns);
    expect(await backfillRevisions(system)).toEqual({ ok: true, value: { filledCount: 0 } });
    expect(await backfillRevisions(ctx)).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});

describe('what a killed process left', () => {
  it('is swept away at the next start: half-written files, unmeasured rows, bytes that nobody knows', async () => {
    const kept = await uploaded(ctx);
    const half = await storage().write(Readable.from([Buffer.from(`${table}2026-03-01,2\n`)]), { maxBytes: 1_000 });
    if (!half.ok) throw new Error(half.refusal.code);
    const datasetId = await insertDataset(db, { ownerId: accountOf(ctx), name: 'half' });
    await insertRevision(db, { datasetId, format: 'CSV', fileName: 'half.csv', ...half.value, createdAt: new Date(Date.now() - 60_000), derivedFromId: null });
    await mkdir(join(env().STATE_DIR, 'incoming', 'measure-left'), { recursive: true });
    await writeFile(join(env().STATE_DIR, 'incoming', 'left'), 'a,b');
    const orphan = await storage().write(Readable.from([Buffer.from('nobody knows me')]), { maxBytes: 100 });
    expect(orphan.ok).toBe(true);
    // Another process may have stored its bytes a moment ago, or be writing: nothing young is taken.
    expect(await sweepUnfinished(system)).toMatchObject({ ok: true, value: { revisionCount: 1, temporaryCount: 0, orphanCount: 0 } });
    expect(orphan.ok && (await storage().exists(orphan.value.sha256))).toBe(true);
    expect(await sweepUnfinished(system, { graceMilliseconds: 0 })).toMatchObject({ ok: true, value: { revisionCount: 0, temporaryCount: 2, orphanCount: 1 } });
    const { sha256: copy } = await db.revisionTable.findUniqueOrThrow({ where: { revisionId: kept.id }, select: { sha256: true } });
    expect((await storage().list()).toSorted()).toEqual([kept.sha256, copy].toSorted());
    expect(await readdir(join(env().STATE_DIR, 'incoming'))).toEqual([]);
    expect(await sweepUnfinished(system, { graceMilliseconds: 0 })).toMatchObject({ value: { revisionCount: 0, temporaryCount: 0, orphanCount: 0 } });
    expect(await sweepUnfinished(ctx)).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});
