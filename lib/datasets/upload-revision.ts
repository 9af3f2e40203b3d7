import type { Readable } from 'node:stream';
import { record } from '@/lib/audit';
import { requireInformed } from '@/lib/consent';
import type { Context, Db } from '@/lib/db';
import { env } from '@/lib/env';
import type { AccountId } from '@/lib/shared/ids';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage, type StoredBytes } from '@/lib/storage';
import { formatOfName } from './core/file-format';
import { beginMeasurement } from './follow-measurement';
import { newLease, type Lease } from './measure-lease';
import { measureRevision } from './measure-revision';
import { refuseFile } from './refuse-file';
import { removeUnusedObject } from './remove-revision';
import { fileNameInput, type FileFormat, type RevisionView } from './schema';
import { insertDataset, insertRevision, isOwnDataset, isSoundRevision, lockObject, type RevisionRow } from './store';
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
  /** Names what it was made from: the same asked for again is this revision. */
  readonly sourceKey?: string | undefined;
  /** Written with the revision's row or not at all. */
  readonly withRow?: ((tx: Db, revision: { readonly id: string }) => Promise<void>) | undefined;
  /** What the sender says; checked before anything is read, never trusted afterwards. */
  readonly declaredBytes?: number | undefined;
};

/**
 * Takes a file in, measures it and keeps it as a revision; or refuses it and keeps nothing. Of a listed dataset the new revision is not sold
 * by that: releasing it is a step of its own.
 */
export async function uploadRevision(ctx: Context, input: UploadInput): Promise<Result<RevisionView>> {
  const who = await requireInformed(ctx, 'SELLER');
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
  if (!stored.ok) return refuseFile(ctx, stored.refusal, input.fileName);
  if (stored.value.byteSize === 0) {
    await removeUnusedObject(ctx.db, stored.value.sha256);
    return refuseFile(ctx, { code: 'file-empty' }, input.fileName);
  }
  const lease = newLease(ctx.now());
  const revision = await begin(ctx, { ...input, ownerId, format: format.value, stored: stored.value, lease });
  const measuring = measureRevision(ctx, { revision, ownerId, leaseId: lease.id, isTriedAgain: input.inBackground !== undefined });
  if (!input.inBackground) return measuring;
  const { waitMilliseconds, onFault } = input.inBackground;
  const early = await Promise.race([measuring, new Promise<null>((go) => { setTimeout(() => { go(null); }, waitMilliseconds).unref(); })]);
  if (early !== null) return early;
  void measuring.catch(onFault);
  return ok(toRevisionView(revision));
}

type Beginning = UploadInput & { readonly ownerId: AccountId; readonly format: FileFormat; readonly stored: StoredBytes; readonly lease: Lease };

/** From here on the database knows of the bytes: a killed process leaves a MEASURING row that another worker goes on with. */
function begin(ctx: Context, { ownerId, datasetId, derivedFromId, fileName, format, stored, lease, sourceKey, withRow }: Beginning): Promise<RevisionRow> {
  return ctx.db.$transaction(async (tx) => {
    await lockObject(tx, stored);
    if (!(await storage().exists(stored.sha256))) throw new Error('The stored bytes were removed while they were being taken in');
    const target = datasetId ?? (await insertDataset(tx, { ownerId, name: fileName.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '') }));
    const revision = await insertRevision(tx, { datasetId: target, format, fileName, ...stored, createdAt: ctx.now(), derivedFromId: derivedFromId ?? null });
    await beginMeasurement(tx, { revisionId: revision.id, ownerId, fileName, lease, sourceKey: sourceKey ?? null, at: ctx.now() });
    await withRow?.(tx, revision);
    await record(tx, ctx, { action: 'dataset.uploaded', objectType: 'revision', objectId: revision.id, detail: { format, ...stored } });
    return revision;
  });
}
