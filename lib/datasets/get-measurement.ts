import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { measureStages, type MeasurementView, type MeasureStage } from './schema';
import { findOwnRevision } from './store';

/** Where each stage begins, of the whole: what reads all rows takes most of the time. */
const begins: Readonly<Record<MeasureStage, number>> = { waiting: 0, reading: 0.02, columns: 0.1, sample: 0.4, distributions: 0.45, rows: 0.62, table: 0.65, privacy: 0.75, rules: 0.95 };

/** How far the measuring of an upload has come, or how it ended; for its owner. */
export async function getMeasurement(ctx: Context, { revisionId }: { readonly revisionId: string }): Promise<Result<MeasurementView>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const ownerId = who.value.accountId;
  const [revision, row] = await Promise.all([
    findOwnRevision(ctx.db, { revisionId, ownerId }),
    ctx.db.measurement.findFirst({ where: { revisionId, ownerId }, select: { fileName: true, stage: true, share: true, endedAt: true, refusal: true } }),
  ]);
  if (revision?.status === 'READY') return ok({ state: 'ready' });
  if (row?.refusal) return ok({ state: 'refused', fileName: row.fileName, refusal: row.refusal as unknown as Refusal });
  if (revision && row?.endedAt === null) {
    const stage = measureStages.find((known) => known === row.stage) ?? 'waiting';
    const next = measureStages[measureStages.indexOf(stage) + 1];
    return ok({ state: 'measuring', fileName: row.fileName, stage, share: begins[stage] + ((next ? begins[next] : 1) - begins[stage]) * (row.share ?? 0) });
  }
  // Its process ended before it did: nothing was kept.
  return row ? ok({ state: 'stopped', fileName: row.fileName }) : refuse('not-found');
}
