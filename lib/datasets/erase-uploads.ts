import type { Db, Prisma, PrismaClient } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import { removeUnusedObject } from './remove-revision';
import { deleteRevision, listObjectsOfRevision, lockObject } from './store';

/** Never on sale, sold or told to anybody: nobody but its owner has any claim to it. A draft that was never published promises nothing. */
const unshared = (ownerId: AccountId) => ({
  retractedAt: null, orders: { none: {} },
  dataset: { ownerId },
  OR: [{ release: { is: null } }, { release: { cancelledAt: { not: null } } }],
}) as const satisfies Prisma.RevisionWhereInput;

async function listUnshared(db: Db, { accountId }: { readonly accountId: AccountId }): Promise<string[]> {
  const rows = await db.revision.findMany({ where: unshared(accountId), select: { id: true, dataset: { select: { listing: { select: { status: true, revisionId: true, releases: { select: { beforeId: true } } } } } } } });
  return rows.filter(({ id, dataset: { listing } }) => !listing || listing.status === 'DRAFT' || (listing.revisionId !== id && !listing.releases.some((release) => release.beforeId === id))).map(({ id }) => id);
}

/** How many uploads would go with the account. */
export async function countUnsharedUploads(db: Db, { accountId }: { readonly accountId: AccountId }): Promise<number> {
  return (await listUnshared(db, { accountId })).length;
}

/**
 * Deletes, within the transaction that erases their owner, every upload that was never shared, with all that was measured of it, and her drafts. @returns the bytes that
 * nobody needs any more, for `removeErasedBytes` after the commit: a store has no rollback.
 */
export async function eraseUploads(tx: Db, { accountId }: { readonly accountId: AccountId }): Promise<readonly string[]> {
  const ids = await listUnshared(tx, { accountId });
  // Whoever measures one of them now has nothing left to write to.
  await tx.measurement.deleteMany({ where: { ownerId: accountId } });
  const objects = new Map<string, string[]>();
  for (const id of ids) objects.set(id, await listObjectsOfRevision(tx, { revisionId: id }));
  // All in one order before the first row goes: nobody waits crosswise.
  for (const sha256 of [...new Set([...objects.values()].flat())].toSorted()) await lockObject(tx, { sha256 });
  // Datasets before listings, in the order of whoever describes columns.
  await tx.$queryRaw`select id from "Dataset" where "ownerId" = ${accountId}::uuid order by id for no key update`;
  await tx.listing.deleteMany({ where: { sellerId: accountId, status: 'DRAFT', orders: { none: {} } } });
  const orphans: string[] = [];
  for (const [revisionId, hashes] of objects) orphans.push(...(await deleteRevision(tx, { revisionId, objects: hashes })).orphans);
  return orphans;
}

/** What fails here is an orphan for the nightly sweep. */
export async function removeErasedBytes(db: PrismaClient, hashes: readonly string[]): Promise<void> {
  for (const sha256 of hashes) await removeUnusedObject(db, sha256);
}
