import type { Readable } from 'node:stream';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import type { AccountId } from '@/lib/shared/ids';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage, type StoredBytes } from '@/lib/storage';
import { formatOfName, isGzipName } from './core/file-format';
import { beginMeasurement, followMeasurement } from './follow-measurement';
import { runMeasurement } from './measure/run-measurement';
import { withKeys } from './measure/run-rules';
import { findNewestOwnTable, listRules } from './quality/store';
import { listHiddenColumns } from './privacy/store';
import { sampleKey } from './sample-key';
import { removeRevision, removeUnusedObject } from './remove-revision';
import { fileNameInput, type FileFormat, type RevisionView } from './schema';
import { insertDataset, insertRevision, isOwnDataset, isSoundRevision, lockObject, writeMeasured, type RevisionRow } from './store';
import { toRevisionView } from './views';

export type UploadInput = {
  readonly fileName: string;
  readonly bytes: Readable;
  /** A new revision of this dataset; a new dataset when absent. */
  readonly datasetId?: string | undefined;
  /** The revision of the same dataset that these bytes were made from, when they were made by the exchange (generalised, for instance). */
  readonly derivedFromId?: string | undefined;
  /** Measuring may go on after the answer: it is waited for this long, then the revision is answered as it is, being measured. */
  readonly inBackground?: { readonly waitMilliseconds: number; readonly onFault: (fault: unknown) => void } | undefined;
  /** What the sender says; checked before anything is read, never trusted afterwards. */
  readonly declaredBytes?: number | undefined;
};

/**
 * Takes a file in, measures it and keeps it as a revision; or refuses it and keeps nothing. Of a listed dataset the new revision is not sold
 * by that: releasing it is a step of its own.
 */
export async function uploadRevision(ctx: Context, input: UploadInput): Promise<Result<RevisionView>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const ownerId = who.value.accountId;
  if (!fileNameInput.safeParse(input.fileName).success) return refuse('input-invalid', { field: 'fileName' });
  const format = formatOfName(input.fileName);
  if (!format.ok) return format;
  const maxBytes = env().UPLOAD_MAX_BYTES;
  if ((input.declaredBytes ?? 0) > maxBytes) return refuse('file-too-large', { params: { maxBytes } });
  if (input.datasetId !== undefined && !(await isOwnDataset(ctx.db, { datasetId: input.datasetId, ownerId }))) return refuse('not-found');
  if (input.derivedFromId !== undefined && !(input.datasetId !== undefined && (await isSoundRevision(ctx.db, { revisionId: input.derivedFromId, datasetId: input.datasetId })))) return refuse('not-found');
  const stored = await storage().write(input.bytes, { maxBytes });
  if (!stored.ok) return refused(ctx, stored.refusal, input.fileName);
  if (stored.value.byteSize === 0) {
    await removeUnusedObject(ctx.db, stored.value.sha256);
    return refused(ctx, { code: 'file-empty' }, input.fileName);
  }
  const revision = await begin(ctx, { ...input, ownerId, format: format.value, stored: stored.value });
  const measuring = measure(ctx, revision, ownerId);
  if (!input.inBackground) return measuring;
  const { waitMilliseconds, onFault } = input.inBackground;
  const early = await Promise.race([measuring, new Promise<null>((go) => { setTimeout(() => { go(null); }, waitMilliseconds).unref(); })]);
  if (early !== null) return early;
  void measuring.catch(onFault);
  return ok(toRevisionView(revision));
}

type Beginning = UploadInput & { readonly ownerId: AccountId; readonly format: FileFormat; readonly stored: StoredBytes };

/** From here on the database knows of the bytes: a killed process leaves a MEASURING row that the next start sweeps away. */
function begin(ctx: Context, { ownerId, datasetId, derivedFromId, fileName, format, stored }: Beginning): Promise<RevisionRow> {
  return ctx.db.$transaction(async (tx) => {
    await lockObject(tx, stored);
    if (!(await storage().exists(stored.sha256))) throw new Error('The stored bytes were removed while they were being taken in');
    const target = datasetId ?? (await insertDataset(tx, { ownerId, name: fileName.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '') }));
    const revision = await insertRevision(tx, { datasetId: target, format, fileName, ...stored, createdAt: ctx.now(), derivedFromId: derivedFromId ?? null });
    await beginMeasurement(tx, { revisionId: revision.id, ownerId, fileName, at: ctx.now() });
    await record(tx, ctx, { action: 'dataset.uploaded', objectType: 'revision', objectId: revision.id, detail: { format, ...stored } });
    return revision;
  });
}

async function measure(ctx: Context, revision: RevisionRow, ownerId: AccountId): Promise<Result<RevisionView>> {
  let isKept = false;
  const progress = followMeasurement(ctx, revision.id);
  try {
    const table = { path: await storage().localPath(revision.sha256), format: revision.format, isGzip: isGzipName(revision.fileName), fileName: revision.fileName };
    const found = await runMeasurement(table, {
      key: sampleKey(revision.datasetId), hidden: await listHiddenColumns(ctx.db, revision),
      rules: async (scratch) => withKeys(await listRules(ctx.db, revision), (datasetId) => findNewestOwnTable(ctx.db, { datasetId, ownerId }), scratch),
      onProgress: progress.report,
    });
    if (!found.ok) {
      await progress.end(found.refusal);
      return await refused(ctx, found.refusal, revision.fileName);
    }
    const ready = await ctx.db.$transaction(async (tx) => {
      const row = await writeMeasured(tx, { revisionId: revision.id, ...found.value, at: ctx.now() });
      const { rowCount, columnCount } = found.value.measured;
      await record(tx, ctx, { action: 'dataset.measured', objectType: 'revision', objectId: revision.id, detail: { rowCount, columnCount } });
      return row;
    });
    isKept = true;
    return ok(toRevisionView(ready));
  } finally {
    await progress.end(null);
    if (!isKept) await removeRevision(ctx.db, revision);
  }
}

async function refused(ctx: Context, refusal: Refusal, fileName: string): Promise<{ ok: false; refusal: Refusal }> {
  await record(ctx.db, ctx, { action: 'dataset.refused', objectType: 'file', objectId: '', outcome: 'refused', detail: { code: refusal.code, ending: fileName.split('.').at(-1)?.slice(0, 12) ?? '' } });
  return { ok: false, refusal };
}
