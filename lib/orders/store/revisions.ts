import type { Db, Prisma } from '@/lib/db';
import { entitledRevisions, followedRevision, type RightFacts } from '../core/entitled-revisions';

const revisionSelect = { id: true, number: true, fileName: true, sha256: true, byteSize: true, format: true, createdAt: true, retractedAt: true, retractReason: true, rowCount: true, tierFiles: { select: { rowCount: true, sha256: true, byteSize: true } } } as const satisfies Prisma.RevisionSelect;
const rightSelect = {
  id: true, buyerId: true, listingId: true, revisionId: true, grantedAt: true, revokedAt: true, endsAt: true, share: true, rowLimit: true, pinnedRevisionId: true, markedCopies: { select: { revisionId: true, fileName: true, sha256: true, byteSize: true } },
  order: { select: { listing: { select: { status: true, revisionId: true, markingChoices: { select: { columns: true, since: true } }, datasetId: true, releases: { select: { revisionId: true, soldFrom: true, cancelledAt: true, effectiveAt: true, isBreaking: true, notes: true } } } } } },
} as const satisfies Prisma.EntitlementSelect;
type RightRow = Prisma.EntitlementGetPayload<{ select: typeof rightSelect }>;
export type EntitledRevision = Prisma.RevisionGetPayload<{ select: typeof revisionSelect }>;
export type RightWithRevisions = { readonly row: RightRow; readonly revisions: readonly EntitledRevision[]; readonly followedId: string };

/** Of this buyer only, with every revision that it reaches, newest first. */
export async function listRights(db: Db, where: { readonly buyerId: string; readonly entitlementId?: string }): Promise<RightWithRevisions[]> {
  const { buyerId, entitlementId } = where;
  const rows = await db.entitlement.findMany({ where: { buyerId, ...(entitlementId === undefined ? {} : { id: entitlementId }) }, select: rightSelect, orderBy: [{ grantedAt: 'desc' }, { id: 'asc' }], take: 500 });
  const wanted = rows.map((row) => ({ row, facts: factsOf(row, new Set()) }));
  const ids = new Set(wanted.flatMap(({ facts }) => [...entitledRevisions(facts)]));
  const revisions = await db.revision.findMany({ where: { id: { in: [...ids] } }, select: revisionSelect, orderBy: { number: 'desc' } });
  const retracted = new Set(revisions.filter((revision) => revision.retractedAt !== null).map((revision) => revision.id));
  return wanted.map(({ row, facts }) => {
    const reached = entitledRevisions(facts);
    return { row, revisions: revisions.filter((revision) => reached.has(revision.id)), followedId: followedRevision({ ...facts, retractedIds: retracted }) };
  });
}

function factsOf({ revisionId, grantedAt, pinnedRevisionId, order: { listing } }: RightRow, retractedIds: ReadonlySet<string>): RightFacts {
  return { boughtId: revisionId, grantedAt, pinnedId: pinnedRevisionId, currentId: listing.status === 'DRAFT' ? null : listing.revisionId, releases: listing.releases, retractedIds };
}

export async function writePin(tx: Db, { entitlementId, buyerId, revisionId }: { readonly entitlementId: string; readonly buyerId: string; readonly revisionId: string | null }): Promise<void> {
  await tx.entitlement.updateMany({ where: { id: entitlementId, buyerId }, data: { pinnedRevisionId: revisionId } });
}

/** Whoever has a right in force to this listing. */
export function listHolders(db: Db, { listingId }: { readonly listingId: string }): Promise<{ id: string; buyerId: string }[]> {
  return db.entitlement.findMany({ where: { listingId, revokedAt: null }, select: { id: true, buyerId: true } });
}

type Notice = { readonly revisionId: string; readonly kind: 'ANNOUNCED' | 'ON_SALE' | 'RETRACTED'; readonly at: Date };

/** Once a right, revision and kind, however often it is tried. */
export async function insertNotices(tx: Db, { entitlementIds, ...notice }: Notice & { readonly entitlementIds: readonly string[] }): Promise<void> {
  await tx.revisionNotice.createMany({ data: entitlementIds.map((entitlementId) => ({ entitlementId, ...notice })), skipDuplicates: true });
}

export function listNotices(db: Db, { buyerId, take }: { readonly buyerId: string; readonly take: number }) {
  return db.revisionNotice.findMany({ where: { entitlement: { buyerId, revokedAt: null } }, select: { id: true, entitlementId: true, revisionId: true, kind: true, at: true, seenAt: true }, orderBy: [{ at: 'desc' }, { id: 'asc' }], take });
}

export async function markNoticesSeen(tx: Db, { buyerId, at }: { readonly buyerId: string; readonly at: Date }): Promise<number> {
  return (await tx.revisionNotice.updateMany({ where: { seenAt: null, entitlement: { buyerId } }, data: { seenAt: at } })).count;
}
