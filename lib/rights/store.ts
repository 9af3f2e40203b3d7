import type { Db } from '@/lib/db';
import type { RightsKind, RightsQueueInput, RightsState } from './schema';

const fields = { id: true, accountId: true, kind: true, state: true, statementCipher: true, answerCipher: true, openedAt: true, dueAt: true, answeredAt: true } as const;

export type NewRequest = { readonly id: string; readonly accountId: string; readonly kind: RightsKind; readonly state: RightsState; readonly statementCipher: string | null; readonly openedAt: Date; readonly dueAt: Date; readonly answeredAt: Date | null };

export async function insertRequest(db: Db, request: NewRequest): Promise<void> {
  await db.rightsRequest.create({ data: request, select: { id: true } });
}

export function listRequestsOf(db: Db, { accountId, take }: { readonly accountId: string; readonly take: number }) {
  return db.rightsRequest.findMany({ where: { accountId }, orderBy: [{ openedAt: 'desc' }, { id: 'desc' }], take, select: fields });
}

export function findOwnRequest(db: Db, { requestId, accountId }: { readonly requestId: string; readonly accountId: string }) {
  return db.rightsRequest.findFirst({ where: { id: requestId, accountId }, select: fields });
}

export async function hasOpen(db: Db, { accountId, kind }: { readonly accountId: string; readonly kind: RightsKind }): Promise<boolean> {
  return (await db.rightsRequest.count({ where: { accountId, kind, state: 'OPEN' } })) > 0;
}

export async function hasAccount(db: Db, { accountId }: { readonly accountId: string }): Promise<boolean> {
  return (await db.account.count({ where: { id: accountId, status: 'ACTIVE' } })) === 1;
}

/** One request at a time per person: a double click asks once. */
export async function lockPerson(db: Db, { accountId }: { readonly accountId: string }): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`rights ${accountId}`}, 0))`;
}

/** Locked until the transaction ends: two administrators do not both answer. */
export async function lockRequest(db: Db, { requestId }: { readonly requestId: string }) {
  await db.$executeRaw`select id from "RightsRequest" where id = ${requestId}::uuid for update`;
  return db.rightsRequest.findUnique({ where: { id: requestId }, select: fields });
}

export async function closeRequest(db: Db, { requestId, ...change }: { readonly requestId: string; readonly state: RightsState; readonly answerCipher: string | null; readonly answeredBy: string; readonly answeredAt: Date }): Promise<void> {
  await db.rightsRequest.update({ where: { id: requestId }, data: change, select: { id: true } });
}

/** What waits longest first. The cursor is the place in that order. */
export function listQueue(db: Db, { state, kind, before, size }: Omit<RightsQueueInput, 'cursor'> & { readonly before: { readonly at: Date; readonly id: string } | null }) {
  return db.rightsRequest.findMany({
    where: { ...(state ? { state } : {}), ...(kind ? { kind } : {}), ...(before ? { OR: [{ dueAt: { gt: before.at } }, { dueAt: before.at, id: { gt: before.id } }] } : {}) },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }], take: size + 1, select: fields,
  });
}

export async function countQueue(db: Db, { now }: { readonly now: Date }): Promise<{ open: number; overdue: number; oldestDays: number; answeredCount: number; medianDays: number | null }> {
  const [row] = await db.$queryRaw<{ open: bigint; overdue: bigint; oldest: Date | null; answered: bigint; median: number | null }[]>`
    select count(*) filter (where state = 'OPEN') as open, count(*) filter (where state = 'OPEN' and "dueAt" < ${now}) as overdue, min("openedAt") filter (where state = 'OPEN') as oldest,
      count(*) filter (where state in ('GRANTED', 'REFUSED') and "answeredBy" <> '') as answered,
      percentile_cont(0.5) within group (order by extract(epoch from "answeredAt" - "openedAt")::float8 / 86400) filter (where state in ('GRANTED', 'REFUSED') and "answeredBy" <> '') as median
    from "RightsRequest"`;
  return {
    open: Number(row?.open ?? 0n), overdue: Number(row?.overdue ?? 0n), oldestDays: row?.oldest ? Math.floor((now.getTime() - row.oldest.getTime()) / 86_400_000) : 0,
    answeredCount: Number(row?.answered ?? 0n), medianDays: row?.median ?? null,
  };
}

/** Of whom this person holds a licence, each once. */
export async function listSellersOf(db: Db, { buyerId }: { readonly buyerId: string }): Promise<{ readonly slug: string; readonly name: string }[]> {
  return db.$queryRaw`
    select distinct s.slug, s.name from "Order" o join "Listing" l on l.id = o."listingId" join "Seller" s on s."accountId" = l."sellerId" where o."buyerId" = ${buyerId}::uuid order by s.name`;
}

export async function listBuyersOf(db: Db, { sellerId }: { readonly sellerId: string }): Promise<{ readonly buyerId: string; readonly titles: string[]; readonly since: Date }[]> {
  return db.$queryRaw`
    select o."buyerId"::text as "buyerId", array_agg(distinct l.title) as titles, min(o."placedAt") as since from "Order" o join "Listing" l on l.id = o."listingId" where l."sellerId" = ${sellerId}::uuid group by 1 order by max(o."placedAt") desc limit 500`;
}

export async function findSellerSlug(db: Db, { accountId }: { readonly accountId: string }): Promise<string | null> {
  return (await db.seller.findUnique({ where: { accountId }, select: { slug: true } }))?.slug ?? null;
}

/** What somebody asked sellers for. */
export function listOfferRequestsOf(db: Db, { buyerId }: { readonly buyerId: string }) {
  return db.offerRequest.findMany({ where: { buyerId }, orderBy: [{ openedAt: 'desc' }, { id: 'asc' }], take: 10_000, select: { listingId: true, buyerClass: true, need: true, state: true, answer: true, openedAt: true, answeredAt: true } });
}

/** Nobody is there any more to be answered. */
export async function withdrawOpen(db: Db, { accountId, at }: { readonly accountId: string; readonly at: Date }): Promise<void> {
  await db.rightsRequest.updateMany({ where: { accountId, state: 'OPEN' }, data: { state: 'WITHDRAWN', answeredAt: at } });
}

/** What somebody wrote herself in a contest or to a seller: what it is about stays, her words go. What she only meant to look at or to buy goes whole. */
export async function blankOwnWords(db: Db, { accountId }: { readonly accountId: string }): Promise<void> {
  await db.contest.updateMany({ where: { accountId }, data: { statement: '', answer: '' } });
  await db.offerRequest.updateMany({ where: { buyerId: accountId }, data: { need: '' } });
  await db.savedListing.deleteMany({ where: { accountId } });
  await db.cartItem.deleteMany({ where: { accountId } });
  await db.digestWish.deleteMany({ where: { accountId } });
  await db.buyerTerms.deleteMany({ where: { accountId } });
}
