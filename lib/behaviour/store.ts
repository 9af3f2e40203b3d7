import type { Db } from '@/lib/db';

export type NewEvent = {
  readonly subject: string; readonly visit: string; readonly kind: 'VIEW' | 'PREVIEW' | 'SEARCH' | 'SAVE' | 'REQUEST' | 'CART' | 'BUY' | 'DOWNLOAD' | 'DISMISS' | 'LEAVE';
  readonly listingId: string; readonly purposes: readonly string[]; readonly noticeVersion: number; readonly at: Date; readonly isDemo?: boolean; readonly origin?: string;
};

export async function insertEvents(db: Db, events: readonly NewEvent[]): Promise<void> {
  await db.behaviourEvent.createMany({ data: events.map((event) => ({ ...event, purposes: [...event.purposes] })) });
}

/** What this subject did lately, newest first. */
export function listRecent(db: Db, { subject, since, take }: { readonly subject: string; readonly since: Date; readonly take: number }) {
  return db.behaviourEvent.findMany({ where: { subject, at: { gte: since } }, orderBy: { id: 'desc' }, take, select: { visit: true, kind: true, listingId: true, at: true } });
}

export function listOwn(db: Db, { subject, take }: { readonly subject: string; readonly take: number }) {
  return db.behaviourEvent.findMany({ where: { subject }, orderBy: { id: 'desc' }, take, select: { id: true, kind: true, listingId: true, at: true, purposes: true } });
}

export async function deleteOf(db: Db, { subject }: { readonly subject: string }): Promise<number> {
  return (await db.behaviourEvent.deleteMany({ where: { subject } })).count;
}

/** Takes one purpose off what stays for another. */
export async function dropPurpose(db: Db, { subject, purpose }: { readonly subject: string; readonly purpose: string }): Promise<void> {
  await db.$executeRaw`update "BehaviourEvent" set purposes = array_remove(purposes, ${purpose}) where subject = ${subject} and ${purpose} = any(purposes)`;
}

export async function deleteBefore(db: Db, { at }: { readonly at: Date }): Promise<number> {
  return (await db.behaviourEvent.deleteMany({ where: { at: { lt: at } } })).count;
}

/** What the models may learn from: consented to personalisation, newest first, bounded. */
export function listForModels(db: Db, { since, take, upTo }: { readonly since: Date; readonly take: number; readonly upTo?: bigint }) {
  return db.behaviourEvent.findMany({
    where: { at: { gte: since }, purposes: { has: 'personalisation' }, ...(upTo === undefined ? {} : { id: { lte: upTo } }) }, orderBy: { id: 'desc' }, take,
    select: { id: true, subject: true, visit: true, kind: true, listingId: true, at: true, isDemo: true, origin: true },
  });
}

export function listContents(db: Db) {
  return db.listing.findMany({ where: { status: 'PUBLISHED' }, orderBy: [{ salesCount: 'desc' }, { id: 'asc' }], take: 5_000, select: { id: true, slug: true, title: true, searchText: true, sellerId: true, salesCount: true, publishedAt: true } });
}

export async function listPublishedSellers(db: Db, { listingIds }: { readonly listingIds: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  return new Map((await db.listing.findMany({ where: { id: { in: [...listingIds] }, status: 'PUBLISHED' }, select: { id: true, sellerId: true } })).map((row) => [row.id, row.sellerId]));
}

export async function listOwnedIds(db: Db, { accountId }: { readonly accountId: string }): Promise<string[]> {
  return (await db.entitlement.findMany({ where: { buyerId: accountId, revokedAt: null }, select: { listingId: true } })).map((row) => row.listingId);
}

/** Distinct people per listing and kind among those who agreed to market statistics. */
export function countSignals(db: Db, { sellerId }: { readonly sellerId: string }): Promise<{ listingId: string; kind: string; people: bigint }[]> {
  return db.$queryRaw`
    select e."listingId", e.kind::text as kind, least(count(distinct e.subject), count(distinct coalesce(nullif(e.origin, ''), e.subject))) as people from "BehaviourEvent" e join "Listing" l on l.id = e."listingId"
    where l."sellerId" = ${sellerId}::uuid and 'market-statistics' = any(e.purposes) and e.kind in ('VIEW', 'SAVE', 'BUY') group by 1, 2`;
}

export function listTitles(db: Db, { listingIds }: { readonly listingIds: readonly string[] }) {
  return db.listing.findMany({ where: { id: { in: [...listingIds] } }, select: { id: true, slug: true, title: true } });
}
