import type { Context, Db, Prisma } from '@/lib/db';
import type { Refusal } from '@/lib/shared/refusal';
import type { Lease } from './measure-lease';
import type { Progress, ReportProgress } from './measure/progress';

const [writeMilliseconds, keptMilliseconds] = [500, 7 * 86_400_000];

type Beginning = { readonly revisionId: string; readonly ownerId: string; readonly fileName: string; readonly lease: Lease; readonly sourceKey: string | null; readonly at: Date };

/** From here on its owner can see how far it has come. What is older than a week goes. */
export async function beginMeasurement(db: Db, { revisionId, ownerId, fileName, lease, sourceKey, at }: Beginning): Promise<void> {
  await db.measurement.deleteMany({ where: { ownerId, updatedAt: { lt: new Date(at.getTime() - keptMilliseconds) } } });
  await db.measurement.create({ data: { revisionId, ownerId, fileName, stage: 'waiting', startedAt: at, updatedAt: at, leaseId: lease.id, leaseUntil: lease.until, sourceKey }, select: { revisionId: true } });
}

/**
 * Writes down how far a measurement has come, twice a second at most; a write that fails is followed by the next. The first end counts: with
 * a refusal for its owner to read, or without.
 */
export function followMeasurement(ctx: Context, revisionId: string): { readonly report: ReportProgress; readonly end: (refusal: Refusal | null) => Promise<void> } {
  let [writtenAt, hasEnded] = [0, false];
  const write = ({ stage, share }: Progress) => ctx.db.measurement.updateMany({ where: { revisionId, endedAt: null }, data: { stage, share: share === null ? null : Math.min(1, Math.max(0, share)), updatedAt: ctx.now() } });
  return {
    report: (progress) => {
      const now = Date.now();
      if (hasEnded || now - writtenAt < writeMilliseconds) return;
      writtenAt = now;
      void write(progress).catch(() => undefined);
    },
    end: async (refusal) => {
      if (hasEnded) return;
      hasEnded = true;
      const at = ctx.now();
      await ctx.db.measurement.updateMany({ where: { revisionId }, data: { endedAt: at, updatedAt: at, ...(refusal === null ? {} : { refusal: refusal as unknown as Prisma.InputJsonValue }) } });
    },
  };
}
