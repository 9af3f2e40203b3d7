import { createReadStream } from 'node:fs';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage, type StoredBytes } from '@/lib/storage';
import { isGzipName } from './core/file-format';
import { followMeasurement } from './follow-measurement';
import { runMeasurement, type MeasuredTable } from './measure/run-measurement';
import { withScratch } from './measure/with-scratch';
import { withKeys } from './measure/run-rules';
import { beatLease, endHeld, giveLeaseBack, holdsLease } from './measure-lease';
import { listHiddenColumns } from './privacy/store';
import { findNewestOwnTable, listRules } from './quality/store';
import { refuseFile } from './refuse-file';
import { removeRevision } from './remove-revision';
import { sampleKey } from './sample-key';
import type { RevisionView } from './schema';
import { lockObject, writeMeasured, type RevisionRow } from './store';
import { toRevisionView } from './views';

type Held = {
  readonly revision: RevisionRow; readonly ownerId: string; readonly leaseId: string;
  /** After a fault that says nothing of the file: whether the revision waits for another worker, or goes. */
  readonly isTriedAgain: boolean;
};

const maxTableBytes = 64 * 1024 ** 3;

/** The lease went to somebody else meanwhile: what was found is not this worker's to write. */
class LeaseLost extends Error {}

/**
 * Measures a revision that is being measured and writes what was found with its Parquet copy; or keeps the refusal and nothing else. Only who holds the lease writes:
 * of two workers one does.
 */
export async function measureRevision(ctx: Context, held: Held): Promise<Result<RevisionView>> {
  const { revision, leaseId, isTriedAgain } = held;
  const lease = { revisionId: revision.id, leaseId };
  const progress = followMeasurement(ctx, revision.id);
  const endBeat = beatLease(ctx, lease);
  try {
    const found = await measureStored(ctx, held, progress.report);
    if (found.ok) {
      await progress.end(null);
      return found;
    }
    if (found.refusal.code === 'measuring-broke-off' && isTriedAgain) {
      await giveLeaseBack(ctx.db, { ...lease, at: ctx.now() });
      return found;
    }
    if (!(await endHeld(ctx.db, { ...lease, refusal: found.refusal, at: ctx.now() }))) throw new LeaseLost();
    await removeRevision(ctx.db, revision);
    return await refuseFile(ctx, found.refusal, revision.fileName);
  } catch (error) {
    // Somebody else has it, and will end it.
    if (error instanceof LeaseLost) return refuse('not-found');
    if (isTriedAgain) {
      await giveLeaseBack(ctx.db, { ...lease, at: ctx.now() });
    } else if (await endHeld(ctx.db, { ...lease, refusal: null, at: ctx.now() })) {
      await removeRevision(ctx.db, revision);
    }
    throw error;
  } finally {
    endBeat();
  }
}

async function measureStored(ctx: Context, { revision, ownerId, leaseId }: Held, onProgress: ReturnType<typeof followMeasurement>['report']): Promise<Result<RevisionView>> {
  return withScratch(async (opened) => runMeasurement({ path: await storage().localPath(revision.sha256, opened), format: revision.format, isGzip: isGzipName(revision.fileName), fileName: revision.fileName }, {
    key: sampleKey(revision.datasetId), hidden: await listHiddenColumns(ctx.db, revision),
    rules: async (scratch) => withKeys(await listRules(ctx.db, revision), (datasetId) => findNewestOwnTable(ctx.db, { datasetId, ownerId }), scratch),
    onProgress,
  }, async (found, tablePath) => {
    const kept = found.measured.kept && (await storage().write(createReadStream(tablePath), { maxBytes: maxTableBytes }));
    if (kept && !kept.ok) return kept;
    return write(ctx, { revision, leaseId, found, stored: kept && kept.value });
  }));
}

type Found = { readonly revision: RevisionRow; readonly leaseId: string; readonly found: MeasuredTable; readonly stored: StoredBytes | null };

function write(ctx: Context, { revision, leaseId, found, stored }: Found): Promise<Result<RevisionView>> {
  return ctx.db.$transaction(async (tx) => {
    if (!(await holdsLease(tx, { revisionId: revision.id, leaseId }))) throw new LeaseLost();
    if (stored) await lockObject(tx, stored);
    if (stored && !(await storage().exists(stored.sha256))) throw new Error('The written table was removed before its row was made');
    const row = await writeMeasured(tx, { revisionId: revision.id, ...found, stored, at: ctx.now() });
    const { rowCount, columnCount } = found.measured;
    await record(tx, ctx, { action: 'dataset.measured', objectType: 'revision', objectId: revision.id, detail: { rowCount, columnCount } });
    return ok(toRevisionView(row));
  }, { timeout: 60_000, maxWait: 30_000 });
}
