import { randomUUID } from 'node:crypto';
import type { Context, Db, Prisma } from '@/lib/db';
import type { Refusal } from '@/lib/shared/refusal';

/** Whoever measures says so every so often; who was silent this long is taken for dead, and somebody else goes on. */
export const leaseMilliseconds = 90_000;
const beatMilliseconds = 20_000;
/** A measuring that was broken off so often is not tried again. */
export const maxAttempts = 3;

export type Lease = { readonly id: string; readonly until: Date };

export function newLease(at: Date): Lease {
  return { id: randomUUID(), until: new Date(at.getTime() + leaseMilliseconds) };
}

/** Keeps the lease alive while the work goes on; the returned function ends that. */
export function beatLease(ctx: Context, { revisionId, leaseId }: { readonly revisionId: string; readonly leaseId: string }): () => void {
  const timer = setInterval(() => {
    const leaseUntil = new Date(ctx.now().getTime() + leaseMilliseconds);
    void ctx.db.measurement.updateMany({ where: { revisionId, leaseId, endedAt: null }, data: { leaseUntil } }).catch(() => undefined);
  }, beatMilliseconds);
  timer.unref();
  return () => { clearInterval(timer); };
}

/** In the transaction that writes an outcome: whether it is still this worker's to write. Until the commit nobody can take it. */
export async function holdsLease(tx: Db, { revisionId, leaseId }: { readonly revisionId: string; readonly leaseId: string }): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select 1 from "Measurement" where "revisionId" = ${revisionId}::uuid and "leaseId" = ${leaseId} and "endedAt" is null for update`;
  return rows.length === 1;
}

/** Ends a measuring that found nothing to keep; false when it is no longer this worker's to end. Whoever ended it may take its revision away: nobody can take it over any more. */
export async function endHeld(db: Db, { revisionId, leaseId, refusal, at }: { readonly revisionId: string; readonly leaseId: string; readonly refusal: Refusal | null; readonly at: Date }): Promise<boolean> {
  const data = { endedAt: at, updatedAt: at, ...(refusal === null ? {} : { refusal: refusal as unknown as Prisma.InputJsonValue }) };
  return (await db.measurement.updateMany({ where: { revisionId, leaseId, endedAt: null }, data })).count === 1;
}

/** Gives it back at once: after a fault, so that nobody waits for a dead worker's time to run out. */
export async function giveLeaseBack(db: Db, { revisionId, leaseId, at }: { readonly revisionId: string; readonly leaseId: string; readonly at: Date }): Promise<void> {
  await db.measurement.updateMany({ where: { revisionId, leaseId, endedAt: null }, data: { leaseUntil: at } });
}

export type Abandoned = { readonly revisionId: string; readonly ownerId: string; readonly leaseId: string; readonly attempts: number };

/** Takes one measurement whose worker is gone; null when there is none. Two workers never get the same. */
export async function takeAbandoned(db: Db, { at }: { readonly at: Date }): Promise<Abandoned | null> {
  const lease = newLease(at);
  const [taken] = await db.$queryRaw<Abandoned[]>`
    update "Measurement" m set "leaseId" = ${lease.id}, "leaseUntil" = ${lease.until}, "attempts" = "attempts" + 1, "stage" = 'waiting', "share" = null, "updatedAt" = ${at}
    where m."revisionId" = (
      select w."revisionId" from "Measurement" w join "Revision" r on r.id = w."revisionId"
      where r.status = 'MEASURING' and w."endedAt" is null and w."leaseUntil" < ${at} order by w."startedAt" limit 1 for update of w skip locked)
    returning m."revisionId", m."ownerId", m."leaseId", m."attempts"`;
  return taken ?? null;
}
