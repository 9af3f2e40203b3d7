import { createReadStream } from 'node:fs';
import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage, type StoredBytes } from '@/lib/storage';
import { isGzipName } from './core/file-format';
import { runMeasurement, type MeasuredTable } from './measure/run-measurement';
import { withScratch } from './measure/with-scratch';
import { listUnshownColumns } from './privacy/list-unshown-columns';
import { sampleKey } from './sample-key';
import { listIncomplete, lockObject, writeMissing, type RevisionRow } from './store';

const mostAtOnce = 3;
/** What can't be measured any more is not tried again before the next start. */
const failed = new Set<string>();

/**
 * Gives revisions that an older version measured what it didn't know of: the Parquet copy, the scan for personal data, keys and copies of the table. What is there stays as it is. Runs as a job; twice
 * does no harm.
 */
export async function backfillRevisions(ctx: Context): Promise<Result<{ readonly filledCount: number }>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  let filledCount = 0;
  for (const revision of await listIncomplete(ctx.db, { except: [...failed], take: mostAtOnce })) {
    const filled = await fill(ctx, revision);
    if (filled.ok) filledCount += 1;
    else failed.add(revision.id);
  }
  return ok({ filledCount });
}

async function fill(ctx: Context, revision: RevisionRow): Promise<Result<null>> {
  if (!(await storage().exists(revision.sha256))) return refuse('bytes-damaged');
  const hidden = await listUnshownColumns(ctx.db, { revisionId: revision.id, datasetId: revision.datasetId });
  return withScratch(async (opened) => runMeasurement({ path: await storage().localPath(revision.sha256, opened), format: revision.format, isGzip: isGzipName(revision.fileName), fileName: revision.fileName }, { key: sampleKey(revision.datasetId), hidden }, async (found, tablePath) => {
    const stored = found.measured.kept && (await storage().write(createReadStream(tablePath), { maxBytes: Number.MAX_SAFE_INTEGER }));
    if (stored && !stored.ok) return stored;
    return write(ctx, { revision, found, stored: stored && stored.value });
  }));
}

function write(ctx: Context, { revision, found, stored }: { readonly revision: RevisionRow; readonly found: MeasuredTable; readonly stored: StoredBytes | null }): Promise<Result<null>> {
  return ctx.db.$transaction(async (tx) => {
    if (stored) await lockObject(tx, stored);
    if (stored && !(await storage().exists(stored.sha256))) return refuse('bytes-damaged');
    return (await writeMissing(tx, { revisionId: revision.id, ...found, stored, at: ctx.now() })) ? ok(null) : refuse('not-found');
  }, { timeout: 60_000, maxWait: 30_000 });
}
