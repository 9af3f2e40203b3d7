import type { Db, Prisma } from '@/lib/db';

type OfListing = { readonly listingId: string };

/** The row stays locked until the transaction ends: releases and sales of one listing follow each other. */
export async function lockListingForRelease(tx: Prisma.TransactionClient, { listingId }: OfListing): Promise<boolean> {
  return (await tx.$queryRaw<unknown[]>`select 1 from "Listing" where "id" = ${listingId}::uuid for update`).length === 1;
}

/** Her own listing by the dataset of a revision of hers; null when either isn't there. */
export function findListingOfRevision(db: Db, { revisionId, sellerId }: { readonly revisionId: string; readonly sellerId: string }) {
  return db.listing.findFirst({
    where: { sellerId, dataset: { ownerId: sellerId, revisions: { some: { id: revisionId } } } },
    select: { id: true, slug: true, title: true, status: true, revisionId: true, datasetId: true, priceMinor: true, category: true, licenceCode: true },
  });
}

export function findRevisionForRelease(db: Db, { revisionId }: { readonly revisionId: string }) {
  return db.revision.findFirst({
    where: { id: revisionId },
    select: { id: true, datasetId: true, number: true, status: true, retractedAt: true, rowCount: true, columnCount: true, byteSize: true, format: true, release: { select: { id: true, cancelledAt: true } } },
  });
}

export async function hasPendingRelease(db: Db, { listingId }: OfListing): Promise<boolean> {
  return (await listAnnounced(db, { listingId })).length > 0;
}

/** Revisions that buyers were told of and that are not sold yet. */
export async function listAnnounced(db: Db, { listingId }: OfListing): Promise<string[]> {
  return (await db.release.findMany({ where: { listingId, soldFrom: null, cancelledAt: null }, select: { revisionId: true } })).map((row) => row.revisionId);
}

type NewRelease = OfListing & {
  readonly revisionId: string; readonly beforeId: string; readonly isBreaking: boolean; readonly changes: Prisma.InputJsonValue; readonly notes: string; readonly announcedAt: Date; readonly effectiveAt: Date;
};

/** A revision whose release was called off may be released again. */
export async function insertRelease(tx: Db, release: NewRelease): Promise<string> {
  await tx.release.deleteMany({ where: { revisionId: release.revisionId, cancelledAt: { not: null } } });
  return (await tx.release.create({ data: release, select: { id: true } })).id;
}

const releaseSelect = {
  id: true, listingId: true, revisionId: true, beforeId: true, isBreaking: true, changes: true, notes: true, announcedAt: true, effectiveAt: true, soldFrom: true, cancelledAt: true,
  listing: { select: { slug: true, title: true, sellerId: true } },
  revision: { select: { number: true, retractedAt: true, retractReason: true, rowCount: true, columnCount: true, byteSize: true, createdAt: true } },
} as const satisfies Prisma.ReleaseSelect;
export type ReleaseRow = Prisma.ReleaseGetPayload<{ select: typeof releaseSelect }>;

/** Newest first. */
export function listReleases(db: Db, { listingId }: OfListing): Promise<ReleaseRow[]> {
  return db.release.findMany({ where: { listingId }, select: releaseSelect, orderBy: [{ announcedAt: 'desc' }, { id: 'asc' }], take: 200 });
}

export function listDueReleases(db: Db, { now, take }: { readonly now: Date; readonly take: number }): Promise<ReleaseRow[]> {
  return db.release.findMany({ where: { soldFrom: null, cancelledAt: null, effectiveAt: { lte: now }, listing: { status: 'PUBLISHED' } }, select: releaseSelect, orderBy: [{ effectiveAt: 'asc' }, { id: 'asc' }], take });
}

/** False when somebody else has decided about it meanwhile. */
export async function markSold(tx: Db, { releaseId, at }: { readonly releaseId: string; readonly at: Date }): Promise<boolean> {
  return (await tx.release.updateMany({ where: { id: releaseId, soldFrom: null, cancelledAt: null }, data: { soldFrom: at } })).count === 1;
}

export async function cancelPending(tx: Db, { listingId, revisionId, at }: OfListing & { readonly revisionId: string; readonly at: Date }): Promise<boolean> {
  return (await tx.release.updateMany({ where: { listingId, revisionId, soldFrom: null, cancelledAt: null }, data: { cancelledAt: at } })).count === 1;
}

/** What was sold, the latest first: releases from their day on, and before them what each replaced. */
export async function listSold(db: Db, { listingId }: OfListing): Promise<{ revisionId: string; isRetracted: boolean }[]> {
  const releases = await db.release.findMany({ where: { listingId, soldFrom: { not: null } }, select: { revisionId: true, beforeId: true }, orderBy: [{ soldFrom: 'desc' }, { id: 'asc' }] });
  const ids = [...new Set([...releases.map((release) => release.revisionId), ...releases.slice(-1).map((release) => release.beforeId)])];
  const rows = await db.revision.findMany({ where: { id: { in: ids } }, select: { id: true, retractedAt: true } });
  return ids.flatMap((id) => { const row = rows.find((each) => each.id === id); return row ? [{ revisionId: id, isRetracted: row.retractedAt !== null }] : []; });
}

/** Of a listing that left the market because what it sold was taken back: what everybody may still read of it. */
export async function findTombstone(db: Db, which: { readonly slug: string } | { readonly listingId: string }): Promise<{ title: string; number: number; reason: string; retractedAt: Date } | null> {
  const row = await db.listing.findFirst({ where: { ...('slug' in which ? { slug: which.slug } : { id: which.listingId }), status: 'WITHDRAWN' }, select: { title: true, revisionId: true } });
  const revision = row && (await db.revision.findFirst({ where: { id: row.revisionId, retractedAt: { not: null } }, select: { number: true, retractReason: true, retractedAt: true } }));
  return row && revision?.retractedAt ? { title: row.title, number: revision.number, reason: revision.retractReason, retractedAt: revision.retractedAt } : null;
}

export async function writeRetraction(tx: Db, { revisionId, ownerId, reason, at }: { readonly revisionId: string; readonly ownerId: string; readonly reason: string; readonly at: Date }): Promise<boolean> {
  return (await tx.revision.updateMany({ where: { id: revisionId, status: 'READY', retractedAt: null, dataset: { ownerId } }, data: { retractedAt: at, retractReason: reason } })).count === 1;
}
