import type { Db } from '@/lib/db';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { demandPeriods, type PersonEvent, type PricePeriod } from './core/demand-people';
import { listPeople, listPrices } from './store-demand';

/** As far back as events are kept. */
export const rememberedDays = 180;

export type DemandOf = { readonly periods: readonly PricePeriod[]; readonly references: ReadonlyMap<number, number>; readonly changedAt: Date | null };

/** What people did with each of these listings, by price: distinct people, none of the seller's own, counted by a pure function. */
export async function readDemand(db: Db, listings: readonly { readonly id: string; readonly sellerId: string }[], now: Date): Promise<ReadonlyMap<string, DemandOf>> {
  const listingIds = listings.map((listing) => listing.id);
  const since = new Date(now.getTime() - rememberedDays * 24 * 60 * 60 * 1000);
  const [people, changes] = [await listPeople(db, { listingIds, since }), await listPrices(db, { listingIds })];
  const saw = new Map<string, Set<string>>();
  const byPerson = new Map<string, PersonEvent[]>();
  for (const row of people) {
    const event: PersonEvent = { ...row, at: row.at.getTime() };
    const theirs = byPerson.get(event.subject);
    if (theirs) theirs.push(event); else byPerson.set(event.subject, [event]);
    const those = saw.get(event.listingId);
    if (those) those.add(event.subject); else saw.set(event.listingId, new Set([event.subject]));
  }
  return new Map(listings.map(({ id, sellerId }) => {
    const own = changes.filter((change) => change.listingId === id);
    // Who looked while it was on request saw no price: a period of price 0 counts for nothing.
    const prices = own.map(({ priceMinor, at }) => ({ priceMinor: Number(priceMinor ?? 0n), at: at.getTime() }));
    const events = [...(saw.get(id) ?? [])].flatMap((subject) => byPerson.get(subject) ?? []);
    const periods = demandPeriods({ listingId: id, sellerId, ownSubjects: pseudonyms('behaviour', sellerId), prices }, events);
    const references = new Map(own.flatMap(({ priceMinor, suggestedMinor }) => (suggestedMinor === null || priceMinor === null ? [] : [[Number(priceMinor), Number(suggestedMinor)] as const])));
    return [id, { periods, references, changedAt: own.at(-1)?.at ?? null }];
  }));
}
