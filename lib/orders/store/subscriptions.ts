import type { Db, Prisma } from '@/lib/db';
import type { PlanTerm } from '@/lib/pricing/schema';

export async function insertSubscription(db: Db, { startedAt, ...row }: { readonly buyerId: string; readonly listingId: string; readonly planId: string; readonly entitlementId: string; readonly term: PlanTerm; readonly priceMinor: number; readonly currency: string; readonly startedAt: Date; readonly paidUntil: Date }): Promise<void> {
  await db.subscription.create({ data: { ...row, startedAt }, select: { id: true } });
}

export function listDueSubscriptions(db: Db, { until }: { readonly until: Date }) {
  return db.subscription.findMany({ where: { state: { not: 'ENDED' }, paidUntil: { lte: until } }, orderBy: [{ paidUntil: 'asc' }, { id: 'asc' }], take: 500, select: { id: true, buyerId: true, currency: true } });
}

type Locked = { readonly id: string; readonly buyerId: string; readonly listingId: string; readonly planId: string; readonly entitlementId: string; readonly term: PlanTerm; readonly state: 'ACTIVE' | 'CANCELLED' | 'ENDED'; readonly priceMinor: bigint; readonly currency: string; readonly termCount: number; readonly startedAt: Date; readonly paidUntil: Date };

/** Stays as it is until the transaction has ended: cancelling and renewing follow each other. */
export async function lockSubscription(tx: Prisma.TransactionClient, { subscriptionId }: { readonly subscriptionId: string }): Promise<(Omit<Locked, 'priceMinor'> & { readonly priceMinor: number }) | null> {
  const [row] = await tx.$queryRaw<Locked[]>`
    select "id", "buyerId", "listingId", "planId", "entitlementId", "term"::text, "state"::text, "priceMinor", "currency", "termCount", "startedAt", "paidUntil"
    from "Subscription" where "id" = ${subscriptionId}::uuid for update`;
  return row ? { ...row, priceMinor: Number(row.priceMinor) } : null;
}

export async function prolong(db: Db, { subscriptionId, entitlementId, until }: { readonly subscriptionId: string; readonly entitlementId: string; readonly until: Date }): Promise<void> {
  await db.subscription.update({ where: { id: subscriptionId }, data: { paidUntil: until, termCount: { increment: 1 } }, select: { id: true } });
  await db.entitlement.update({ where: { id: entitlementId }, data: { endsAt: until }, select: { id: true } });
}

export async function endSubscription(db: Db, { subscriptionId, entitlementId, reason, at }: { readonly subscriptionId: string; readonly entitlementId: string; readonly reason: string; readonly at: Date }): Promise<void> {
  await db.subscription.update({ where: { id: subscriptionId }, data: { state: 'ENDED', endedAt: at, endReason: reason }, select: { id: true } });
  await db.entitlement.update({ where: { id: entitlementId }, data: { revokedAt: at }, select: { id: true } });
}

export async function markCancelled(db: Db, { subscriptionId }: { readonly subscriptionId: string }): Promise<void> {
  await db.subscription.update({ where: { id: subscriptionId }, data: { state: 'CANCELLED' }, select: { id: true } });
}

/** The newest subscription behind each right. */
export async function mapSubscriptions(db: Db, { buyerId }: { readonly buyerId: string }) {
  const rows = await db.subscription.findMany({ where: { buyerId }, select: { id: true, entitlementId: true, state: true, term: true, priceMinor: true, paidUntil: true, endReason: true } });
  return new Map(rows.map(({ entitlementId, priceMinor, paidUntil, ...row }) => [entitlementId, { ...row, priceMinor: Number(priceMinor), paidUntil: paidUntil.toISOString() }]));
}
