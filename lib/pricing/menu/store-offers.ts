import type { Db } from '@/lib/db';
import type { BuyerClass, WaitingRequests } from '../menu-schema';

type OfferRow = { readonly id: string; readonly buyerClass: BuyerClass; readonly priceMinor: number; readonly reason: string; readonly endsAt: Date };
const offerSelect = { id: true, buyerClass: true, priceMinor: true, reason: true, endsAt: true } as const;

/** Offers that hold, one per class. */
export async function listOffers(db: Db, { listingId, now }: { readonly listingId: string; readonly now: Date }): Promise<readonly OfferRow[]> {
  const rows = await db.classOffer.findMany({ where: { listingId, retiredAt: null, endsAt: { gt: now } }, orderBy: { createdAt: 'asc' }, select: offerSelect });
  return rows.map((row) => ({ ...row, priceMinor: Number(row.priceMinor) }));
}

/** The offer to the class that this buyer stated when she asked. */
export async function findHeldOffer(db: Db, { listingId, buyerId, offerId, now }: { readonly listingId: string; readonly buyerId: string; readonly offerId: string; readonly now: Date }): Promise<OfferRow | null> {
  const [offers, request] = [await listOffers(db, { listingId, now }), await findNewestRequest(db, { listingId, buyerId })];
  return offers.find((offer) => offer.id === offerId && request?.state === 'OFFERED' && offer.buyerClass === request.buyerClass) ?? null;
}

export function findNewestRequest(db: Db, { listingId, buyerId }: { readonly listingId: string; readonly buyerId: string }) {
  return db.offerRequest.findFirst({ where: { listingId, buyerId }, orderBy: [{ openedAt: 'desc' }, { id: 'asc' }], select: { id: true, buyerClass: true, state: true, answer: true, openedAt: true } });
}

export async function insertRequest(db: Db, request: { readonly listingId: string; readonly buyerId: string; readonly buyerClass: BuyerClass; readonly need: string; readonly state: 'OPEN' | 'OFFERED'; readonly openedAt: Date }): Promise<string> {
  const data = { ...request, answeredAt: request.state === 'OPEN' ? null : request.openedAt };
  return (await db.offerRequest.create({ data, select: { id: true } })).id;
}

/** Answers all that are open. @returns who had asked, for the letter alone: a seller is never told */
export async function answerOpenRequests(db: Db, { listingId, buyerClass, state, answer, at }: { readonly listingId: string; readonly buyerClass: BuyerClass; readonly state: 'OFFERED' | 'DECLINED'; readonly answer: string; readonly at: Date }): Promise<readonly string[]> {
  return (await db.offerRequest.updateManyAndReturn({ where: { listingId, buyerClass, state: 'OPEN' }, data: { state, answer, answeredAt: at }, select: { buyerId: true } })).map((row) => row.buyerId);
}

export async function replaceOffer(db: Db, offer: { readonly listingId: string; readonly buyerClass: BuyerClass; readonly priceMinor: number; readonly currency: string; readonly reason: string; readonly createdAt: Date; readonly endsAt: Date }): Promise<string> {
  const { listingId, buyerClass, createdAt } = offer;
  await db.classOffer.updateMany({ where: { listingId, buyerClass, retiredAt: null }, data: { retiredAt: createdAt } });
  return (await db.classOffer.create({ data: offer, select: { id: true } })).id;
}

/** Open ones, the oldest first: bounded, and never with who asked. */
export function listOpenRequests(db: Db, { listingId }: { readonly listingId: string }) {
  return db.offerRequest.findMany({ where: { listingId, state: 'OPEN' }, orderBy: [{ openedAt: 'asc' }, { id: 'asc' }], take: 200, select: { buyerClass: true, need: true, openedAt: true } });
}

/** The open ones of all listings of a seller, by listing. */
export async function countOpenByListing(db: Db, { sellerId }: { readonly sellerId: string }): Promise<WaitingRequests[]> {
  const rows = await db.offerRequest.groupBy({ by: ['listingId'], where: { state: 'OPEN', listing: { sellerId } }, _count: { _all: true }, orderBy: { listingId: 'asc' } });
  return rows.map((row) => ({ listingId: row.listingId, openCount: row._count._all }));
}
