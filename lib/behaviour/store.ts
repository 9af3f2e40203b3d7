import { Prisma, type Db } from '@/lib/db';

export type NewEvent = {
  readonly subject: string; readonly visit: string; readonly kind: 'VIEW' | 'PREVIEW' | 'SEARCH' | 'SAVE' | 'REQUEST' | 'CART' | 'BUY' | 'DOWNLOAD' | 'DISMISS' | 'LEAVE';
  readonly listingId: string; readonly purposes: readonly string[]; readonly noticeVersion: number; readonly at: Date; readonly isDemo?: boolean; readonly origin?: string; /** When what she agreed to runs out; null where it doesn't. */ readonly consentUntil: Date | null;
};

export async function insertEvents(db: Db, events: readonly NewEvent[]): Promise<void> {
  await db.behaviourEvent.createMany({ data: events.map((event) => ({ ...event, purposes: [...event.purposes] })) });
}

/** From older pseudonyms of one person to her present one; of how many. */
export async function renameEvents(db: Db, { before, subject }: { readonly before: readonly string[]; readonly subject: string }): Promise<number> {
  return (await db.behaviourEvent.updateMany({ where: { subject: { in: [...before] } }, data: { subject } })).count;
}

export type OriginChange = { readonly before: string; readonly origin: string };

/** From older pseudonyms of address and listing to the present ones. Rows that somebody else is changing are left for the next time: whoever leaves meanwhile and this never wait for each other. */
export async function renameOrigins(db: Db, changes: readonly OriginChange[]): Promise<void> {
  await db.$executeRaw`
    with free as (select e.id, n.origin from "BehaviourEvent" e join unnest(${changes.map(({ before }) => before)}::text[], ${changes.map(({ origin }) => origin)}::text[]) as n(before, origin) on e.origin = n.before
      order by e.id for update of e skip locked)
    update "BehaviourEvent" e set origin = free.origin from free where e.id = free.id`;
}

/** Which of these pseudonyms anything stands under. */
export async function listEventSubjects(db: Db, { subjects }: { readonly subjects: readonly string[] }): Promise<string[]> {
  return (await db.behaviourEvent.findMany({ where: { subject: { in: [...subjects] } }, distinct: ['subject'], select: { subject: true } })).map((row) => row.subject);
}

/** What this subject did lately, newest first, whatever it may be used for: to tell a repeated act from a new one. */
export function listRecent(db: Db, { subject, since, take }: { readonly subject: string; readonly since: Date; readonly take: number }) {
  return db.behaviourEvent.findMany({ where: { subject, at: { gte: since } }, orderBy: { id: 'desc' }, take, select: { visit: true, kind: true, listingId: true, at: true } });
}

/** The same of what personal suggestions may be made from. */
export function listOwnHistory(db: Db, { subjects, since, take }: { readonly subjects: readonly string[]; readonly since: Date; readonly take: number }): Promise<{ readonly kind: string; readonly listingId: string }[]> {
  return db.$queryRaw`select kind, "listingId" from (${learnable}) l where subject = any(${[...subjects]}) and at >= ${since} order by id desc limit ${take}`;
}

export function listOwn(db: Db, { subjects, take }: { readonly subjects: readonly string[]; readonly take: number }) {
  return db.behaviourEvent.findMany({ where: { subject: { in: [...subjects] } }, orderBy: { id: 'desc' }, take, select: { id: true, kind: true, listingId: true, at: true, purposes: true } });
}

export async function deleteOf(db: Db, { subject }: { readonly subject: string }): Promise<number> {
  return (await db.behaviourEvent.deleteMany({ where: { subject } })).count;
}

/** Takes one purpose off what stays for another; of how many. */
export function dropPurpose(db: Db, { subject, purpose }: { readonly subject: string; readonly purpose: string }): Promise<number> {
  return db.$executeRaw`update "BehaviourEvent" set purposes = array_remove(purposes, ${purpose}) where subject = ${subject} and ${purpose} = any(purposes)`;
}

/** Of one listing, from a moment on. */
export async function deletePurchases(db: Db, { subject, listingId, since }: { readonly subject: string; readonly listingId: string; readonly since: Date }): Promise<void> {
  await db.behaviourEvent.deleteMany({ where: { subject, listingId, kind: 'BUY', at: { gte: since } } });
}

/** What no purpose is left for. */
export async function deleteUseless(db: Db, { subject }: { readonly subject: string }): Promise<number> {
  return (await db.behaviourEvent.deleteMany({ where: { subject, purposes: { isEmpty: true } } })).count;
}

/** What stays counts under what was agreed to now. */
export async function renewEvents(db: Db, { subject, noticeVersion, consentUntil }: { readonly subject: string; readonly noticeVersion: number; readonly consentUntil: Date | null }): Promise<void> {
  await db.behaviourEvent.updateMany({ where: { subject }, data: { noticeVersion, consentUntil } });
}

/** Of how many this changed anything. */
export async function setHeld(db: Db, { subject, isHeld }: { readonly subject: string; readonly isHeld: boolean }): Promise<number> {
  return (await db.behaviourEvent.updateMany({ where: { subject, isHeld: !isHeld }, data: { isHeld } })).count;
}

/** What was agreed to for a time that is over; whose it was. */
export async function deleteRunOut(db: Db, { at }: { readonly at: Date }): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ subject: string }[]>`with gone as (delete from "BehaviourEvent" where "consentUntil" <= ${at} returning subject) select distinct subject from gone`;
  return rows.map((row) => row.subject);
}

export async function deleteBefore(db: Db, { at }: { readonly at: Date }): Promise<number> {
  return (await db.behaviourEvent.deleteMany({ where: { at: { lt: at } } })).count;
}

type ModelRow = { readonly id: bigint; readonly subject: string; readonly visit: string; readonly kind: string; readonly listingId: string; readonly at: Date; readonly isDemo: boolean; readonly origin: string };

/** What the models may learn from, whoever asks: agreed to for personalisation under a notice in force, not run out, and not held. "BehaviourInUse" is a view that says the last three, for every reader alike. */
export const learnable = Prisma.sql`select id, subject, visit, kind::text as kind, "listingId", at, "isDemo", origin from "BehaviourInUse" where 'personalisation' = any(purposes)`;

/** Newest first, bounded. */
export function listForModels(db: Db, { since, take, upTo, after }: { readonly since: Date; readonly take: number; readonly upTo?: bigint; readonly after?: bigint }): Promise<ModelRow[]> {
  return db.$queryRaw`${learnable} and at >= ${since} ${upTo === undefined ? Prisma.empty : Prisma.sql`and id <= ${upTo}`} ${after === undefined ? Prisma.empty : Prisma.sql`and id > ${after}`} order by id desc limit ${take}`;
}

/** The same in parts, oldest first. */
export function listForModelsAfter(db: Db, { since, after, upTo, take }: { readonly since: Date; readonly after: bigint; readonly upTo: bigint; readonly take: number }): Promise<ModelRow[]> {
  return db.$queryRaw`${learnable} and at >= ${since} and id > ${after} and id <= ${upTo} order by id limit ${take}`;
}

/** The newest that may be learnt from and was written before; null without one. `skip`: of that many newest the oldest. */
export async function findNewestId(db: Db, { before, skip = 0 }: { readonly before: Date; readonly skip?: number }): Promise<bigint | null> {
  const [row] = await db.$queryRaw<ModelRow[]>`${learnable} and at <= ${before} order by id desc offset ${skip} limit 1`;
  return row?.id ?? null;
}

/**
 * Everything of some people, and who was first with the same listings from the same addresses, for each thing that was done: enough to tell whom such an address is
 * heard by, however much comes from it. Oldest first.
 */
export function listPastOf(db: Db, { subjects, since, upTo }: { readonly subjects: readonly string[]; readonly since: Date; readonly upTo: bigint }): Promise<ModelRow[]> {
  return db.$queryRaw`
    with known as not materialized (${learnable} and at >= ${since} and id <= ${upTo}),
    theirs as (select * from known where subject = any(${[...subjects]})),
    first as (select distinct on (origin, "listingId", kind) * from known where origin <> '' and (origin, "listingId") in (select origin, "listingId" from theirs) order by origin, "listingId", kind, id)
    select * from theirs union select * from first order by id`;
}

/** What one person did that models may learn from, oldest first, the newest so many. */
export async function listOwnForModels(db: Db, { subjects, since, take }: { readonly subjects: readonly string[]; readonly since: Date; readonly take: number }): Promise<ModelRow[]> {
  return (await db.$queryRaw<ModelRow[]>`${learnable} and subject = any(${[...subjects]}) and at >= ${since} order by id desc limit ${take}`).reverse();
}

/** Newest and number of what came after an event: whether anything changed. */
export async function countAfter(db: Db, { after }: { readonly after: bigint }): Promise<{ newest: bigint; count: number }> {
  const [row] = await db.$queryRaw<{ newest: bigint | null; count: bigint }[]>`select max(id) as newest, count(*) as count from (${learnable}) l where id > ${after}`;
  return { newest: row?.newest ?? after, count: Number(row?.count ?? 0n) };
}

/** Events around one listing: the visits it was opened in, and what else its buyers bought. The newest so many visits and buyers tell. */
export function listAround(db: Db, { listingId, since, take }: { readonly listingId: string; readonly since: Date; readonly take: number }): Promise<{ subject: string; visit: string; kind: string; listingId: string; at: Date; isDemo: boolean; origin: string }[]> {
  return db.$queryRaw`
    with learnable as (${learnable} and at >= ${since}),
    visits as (select subject, visit from learnable where "listingId" = ${listingId}::uuid group by 1, 2 order by max(at) desc limit ${take}),
    buyers as (select distinct subject from learnable where "listingId" = ${listingId}::uuid and kind = 'BUY' limit ${take})
    select e.* from learnable e
    where exists (select 1 from visits v where v.subject = e.subject and v.visit = e.visit) or (e.kind = 'BUY' and exists (select 1 from buyers b where b.subject = e.subject))
    order by e.id`;
}

export function listContents(db: Db) {
  return db.listing.findMany({ where: { status: 'PUBLISHED' }, orderBy: [{ salesVoices: 'desc' }, { id: 'asc' }], take: 5_000, select: { id: true, slug: true, title: true, searchText: true, sellerId: true, salesVoices: true, publishedAt: true, priceMinor: true, regions: true, licenceCode: true } });
}

/** What is written about listings, and their prices. */
export async function listTexts(db: Db) {
  return (await listContents(db)).map(({ id, priceMinor, searchText }) => ({ id, priceMinor: priceMinor === null ? null : Number(priceMinor), text: searchText }));
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
    select e."listingId", e.kind::text as kind, least(count(distinct e.subject), count(distinct coalesce(nullif(e.origin, ''), e.subject))) as people from "BehaviourInUse" e join "Listing" l on l.id = e."listingId"
    where l."sellerId" = ${sellerId}::uuid and 'market-statistics' = any(e.purposes) and e.kind in ('VIEW', 'SAVE', 'BUY') group by 1, 2`;
}

export function listTitles(db: Db, { listingIds }: { readonly listingIds: readonly string[] }) {
  return db.listing.findMany({ where: { id: { in: [...listingIds] } }, select: { id: true, slug: true, title: true } });
}
