import type { Db, Prisma } from '@/lib/db';
import type { MarkPlan } from '@/lib/datasets';

export function findMarkedCopy(db: Db, { entitlementId, revisionId }: { readonly entitlementId: string; readonly revisionId: string }) {
  return db.markedCopy.findUnique({ where: { entitlementId_revisionId: { entitlementId, revisionId } }, select: { fileName: true, sha256: true, byteSize: true } });
}

type NewCopy = { readonly entitlementId: string; readonly revisionId: string; readonly fileName: string; readonly sha256: string; readonly byteSize: number; readonly plan: MarkPlan; readonly at: Date };

/** Two who made it at once made the same; the first is kept. */
export async function insertMarkedCopy(db: Db, { plan, at, ...copy }: NewCopy): Promise<void> {
  await db.storedObject.createMany({ data: { sha256: copy.sha256, byteSize: copy.byteSize, createdAt: at }, skipDuplicates: true });
  await db.markedCopy.createMany({ data: { ...copy, plan: plan as unknown as Prisma.InputJsonValue, madeAt: at }, skipDuplicates: true });
}

/** The newest choice; columns none where copies aren't marked. */
export async function findMarkingChoice(db: Db, { listingId }: { readonly listingId: string }): Promise<readonly string[]> {
  return (await db.markingChoice.findFirst({ where: { listingId }, orderBy: [{ since: 'desc' }, { id: 'desc' }], select: { columns: true } }))?.columns ?? [];
}

export async function insertMarkingChoice(db: Db, choice: { readonly listingId: string; readonly columns: readonly string[]; readonly since: Date }): Promise<void> {
  await db.markingChoice.create({ data: { ...choice, columns: [...choice.columns] }, select: { id: true } });
}

/** When this buyer first bought something from this seller. */
export async function findBeginning(db: Db, { buyerId, sellerId }: { readonly buyerId: string; readonly sellerId: string }): Promise<Date | null> {
  return (await db.order.findFirst({ where: { buyerId, listing: { sellerId } }, orderBy: { placedAt: 'asc' }, select: { placedAt: true } }))?.placedAt ?? null;
}

/** Every copy that was ever marked, with whose it is: for tracing only. */
export async function listMarkedCopies(db: Db) {
  return db.markedCopy.findMany({
    orderBy: [{ revisionId: 'asc' }, { entitlementId: 'asc' }], take: 100_000,
    select: { entitlementId: true, revisionId: true, plan: true, revision: { select: { number: true, datasetId: true } }, entitlement: { select: { orderId: true, buyerId: true, order: { select: { placedAt: true, listing: { select: { title: true, sellerId: true } } } } } } },
  });
}
