import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Upload } from '@tus/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { beginUpload, claimUpload, finishUpload, getMeasurement, getOwnRevision, resumableStore, sweepStorage, sweepUploads, uploadRevision } from '@/lib/datasets';
import type { RevisionView } from '@/lib/datasets/schema';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import type { Result } from '@/lib/shared/result';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';

process.env.UPLOAD_MAX_BYTES = String(1024 * 1024);
const { db, contextFor, createAccount } = await testContext();
const system = contextFor({ kind: 'system' });
let ctx: Context;
let other: Context;
beforeEach(async () => {
  await rm(env().STATE_DIR, { recursive: true, force: true });
  await mkdir(join(env().STATE_DIR, 'uploads'), { recursive: true });
  ctx = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
  other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
});

const table = 'day,depth\n2026-01-01,4.5\n2026-01-02,4.7\n';

/** As the protocol's server makes one, with the part of `text` that has arrived. */
async function begun(who: Context, text: string, arrivedBytes = text.length): Promise<string> {
  const begin = await beginUpload(who, { byteSize: text.length });
  if (!begin.ok) throw new Error(begin.refusal.code);
  const id = randomBytes(16).toString('hex');
  await resumableStore().create(new Upload({ id, size: text.length, offset: 0, metadata: { owner: begin.value.owner } }));
  await resumableStore().write(Readable.from([Buffer.from(text.slice(0, arrivedBytes))]), id, 0);
  return id;
}

/** What it comes to in the end, whether the answer waited for the measuring or not. */
async function finish(who: Context, ...files: { uploadId: string; fileName: string }[]): Promise<Result<RevisionView>> {
  const answer = await finishUpload(who, { files });
  for (let waited = 0; answer.ok && waited < 60_000; waited += 100) {
    const { id: revisionId } = answer.value;
    const found = await getMeasurement(who, { revisionId });
    if (found.ok && found.value.state === 'ready') return getOwnRevision(who, { revisionId });
    if (found.ok && found.value.state === 'refused' && (await db.revision.count({ where: { id: revisionId } })) === 0) return { ok: false, refusal: found.value.refusal };
    await new Promise((go) => { setTimeout(go, 100); });
  }
  return answer;
}

const folder = async () => readdir(join(env().STATE_DIR, 'uploads'));

describe('a resumable upload', () => {
  it('that has arrived whole becomes a measured revision of exactly its bytes, and its parts go', async () => {
    const done = await finish(ctx, { uploadId: await begun(ctx, table), fileName: 'depths.csv' });
    if (!done.ok) throw new Error(done.refusal.code);
    expect(done.value).toMatchObject({ status: 'READY', rowCount: 2, byteSize: table.length });
    expect((await buffer(await storage().openRead(done.value.sha256))).toString()).toBe(table);
    expect(await folder()).toEqual([]);
  });

  it('that has not arrived whole is refused and kept, and can be gone on with', async () => {
    const id = await begun(ctx, table, 10);
    expect(await finish(ctx, { uploadId: id, fileName: 'depths.csv' })).toMatchObject({ refusal: { code: 'upload-unfinished' } });
    await resumableStore().write(Readable.from([Buffer.from(table.slice(10))]), id, 10);
    expect(await finish(ctx, { uploadId: id, fileName: 'depths.csv' })).toMatchObject({ ok: true });
  });

  it('of somebody else answers exactly like one that does not exist', async () => {
    const id = await begun(ctx, table);
    const missing = randomBytes(16).toString('hex');
    for (const uploadId of [id, missing]) {
      expect(await claimUpload(other, { uploadId })).toEqual({ ok: false, refusal: { code: 'not-found' } });
      expect(await finish(other, { uploadId, fileName: 'a.csv' })).toEqual({ ok: false, refusal: { code: 'not-found' } });
    }
    expect(await claimUpload(ctx, { uploadId: id })).toMatchObject({ ok: true });
    for (const uploadId of ['../../etc/passwd', `${id}.json`, '', '.']) expect(await claimUpload(ctx, { uploadId })).toMatchObject({ refusal: { code: 'not-found' } });
  });

  it('is for sellers, of a stated size, within the limit', async () => {
    const buyer = contextFor((await createAccount()).actor);
    expect(await beginUpload(buyer, { byteSize: 1 })).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await beginUpload(contextFor(), { byteSize: 1 })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    expect(await beginUpload(ctx, { byteSize: 1024 * 1024 + 1 })).toMatchObject({ refusal: { code: 'file-too-large' } });
    expect(await beginUpload(ctx, { byteSize: undefined })).toMatchObject({ refusal: { code: 'input-invalid' } });
  });

  it('finished twice at once is one dataset', async () => {
    const file = { uploadId: await begun(ctx, table), fileName: 'depths.csv' };
    const [one, two, later] = [...(await Promise.all([finish(ctx, file), finish(ctx, file)])), await finish(ctx, file)];
    expect(one).toMatchObject({ ok: true });
    expect(two).toEqual(one);
    expect(later).toEqual(one);
    expect(await db.dataset.count()).toBe(1);
  });

  it('that is refused goes with its parts; nothing of it stays', async () => {
    expect(await finish(ctx, { uploadId: await begun(ctx, 'a,a\n1,2\n'), fileName: 'twice.csv' })).toMatchObject({ refusal: { code: 'file-duplicate-columns' } });
    expect(await folder()).toEqual([]);
    expect(await db.dataset.count()).toBe(0);
  });
});

describe('several files as one dataset', () => {
  it('are one archive, named for what they have in common, the same bytes whatever order they come in', async () => {
    const files = async () => [{ uploadId: await begun(ctx, table), fileName: 'depths-2026.csv' }, { uploadId: await begun(ctx, 'day,depth\n2027-01-01,9\n'), fileName: 'depths-2027.csv' }] as const;
    const [first, second] = await files();
    const one = await finish(ctx, first, second);
    const [third, fourth] = await files();
    const two = await finish(ctx, fourth, third);
    if (!one.ok || !two.ok) throw new Error('refused');
    expect(one.value).toMatchObject({ fileName: 'depths.zip', format: 'ZIP', rowCount: 3, columnCount: 2 });
    expect(two.value.sha256).toBe(one.value.sha256);
  });

  it('of other columns are refused by the name of the file', async () => {
    expect(await finish(ctx, { uploadId: await begun(ctx, table), fileName: 'a.csv' }, { uploadId: await begun(ctx, 'x\n1\n'), fileName: 'b.csv' })).toMatchObject({ refusal: { code: 'tables-differ', params: { name: 'b.csv' } } });
  });

  it('of one name are refused', async () => {
    expect(await finish(ctx, { uploadId: await begun(ctx, table), fileName: 'a.csv' }, { uploadId: await begun(ctx, table), fileName: 'A.csv' })).toMatchObject({ refusal: { code: 'input-invalid', field: 'fileName' } });
  });
});

describe('the sweep', () => {
  it('removes what nobody went on with for two days, and nothing else', async () => {
    const [old, fresh] = [await begun(ctx, table, 10), await begun(ctx, table, 10)];
    const longAgo = new Date(system.now().getTime() - 49 * 3_600_000);
    await utimes(join(env().STATE_DIR, 'uploads', old), longAgo, longAgo);
    expect(await sweepUploads(system)).toMatchObject({ ok: true, value: { removedCount: 1, removedBytes: 10 } });
    expect((await folder()).toSorted()).toEqual([fresh, `${fresh}.json`].toSorted());
    expect(await sweepUploads(ctx)).toMatchObject({ refusal: { code: 'not-allowed' } });
  });

  it('removes bytes that no revision names, keeps those that one does, and tells the audit log what it did', async () => {
    const kept = await uploadRevision(ctx, { fileName: 'depths.csv', bytes: Readable.from([Buffer.from(table)]) });
    const stray = await storage().write(Readable.from([Buffer.from('stray')]), { maxBytes: 100 });
    if (!kept.ok || !stray.ok) throw new Error('refused');
    expect(await sweepStorage(system, { settle: 1 })).toMatchObject({ ok: true, value: { uploadCount: 0, orphanCount: 1 } });
    expect([await storage().exists(kept.value.sha256), await storage().exists(stray.value.sha256)]).toEqual([true, false]);
    expect(await db.auditEvent.count({ where: { action: 'storage.swept' } })).toBe(1);
    await sweepStorage(system, { settle: 1 });
    expect(await db.auditEvent.count({ where: { action: 'storage.swept' } })).toBe(1);
  });

  it('never stumbles over what is not an upload', async () => {
    await writeFile(join(env().STATE_DIR, 'uploads', 'note.txt'), 'x');
    expect(await sweepUploads(system)).toMatchObject({ ok: true });
    expect((await stat(join(env().STATE_DIR, 'uploads', 'note.txt'))).isFile()).toBe(true);
  });
});
