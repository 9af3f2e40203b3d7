import { firstVoices } from '@/lib/shared/first-voices';

/** People who looked at a listing at one price, each once, and how many of them bought; in the order the prices came. */
export type PricePeriod = { readonly priceMinor: number; readonly views: number; readonly buys: number };

/** Something a person did who agreed to market statistics. `sellerId`: whose listing it was. `origin`: names network address and listing together; empty where each counts for herself. Times in milliseconds. */
export type PersonEvent = { readonly subject: string; readonly listingId: string; readonly sellerId: string; readonly isBuy: boolean; readonly at: number; readonly origin: string };
export type PriceFrom = { readonly priceMinor: number; readonly at: number };

/** Fewer people than this are not counted aloud, and move nothing. */
export const minPeople = 5;
/** More than a person does in an hour. */
export const hourlyLimit = 120;
const hour = 60 * 60 * 1000;

export type ListingInMarket = { readonly listingId: string; readonly sellerId: string; /** Pseudonyms known to be the seller's own. */ readonly ownSubjects: readonly string[]; /** Rising in time. */ readonly prices: readonly PriceFrom[] };

/**
 * What the market says about one listing: people, not clicks. Somebody counts once at each price, however often she looks, and only if
 * she is nobody of the seller's, looks at what others sell too (whoever comes for one seller's listings alone says nothing about the market, and
 * a seller's second account does just that), and is no machine. Of those who bought nothing one network address has one voice, the first; who bought has her own.
 * Fewer than five people in all are none.
 * @param events of the people who saw the listing, whatever else they looked at included
 */
export function demandPeriods({ listingId, sellerId, ownSubjects, prices }: ListingInMarket, events: readonly PersonEvent[]): PricePeriod[] {
  const byPerson = new Map<string, PersonEvent[]>();
  for (const event of events) {
    const theirs = byPerson.get(event.subject);
    if (theirs) theirs.push(event); else byPerson.set(event.subject, [event]);
  }
  const own = new Set(ownSubjects);
  const counted = [...byPerson].filter(([subject, theirs]) => !own.has(subject) && theirs.some((event) => event.sellerId !== sellerId) && !isMachine(theirs));
  const periods = prices.map(({ priceMinor }) => ({ priceMinor, views: 0, buys: 0 }));
  const heard = oneVoiceAnAddress(counted.flatMap(([, theirs]) => theirs.filter((event) => event.listingId === listingId)));
  let people = 0;
  for (const [, theirs] of counted) {
    const seen = new Map<number, boolean>();
    for (const event of theirs) {
      if (!heard.has(event)) continue;
      const period = prices.findLastIndex((price) => price.at <= event.at);
      if (period !== -1) seen.set(period, event.isBuy || (seen.get(period) ?? false));
    }
    if (seen.size > 0) people += 1;
    for (const [period, bought] of seen) {
      const found = periods[period];
      if (found) { found.views += 1; if (bought) found.buys += 1; }
    }
  }
  return people < minPeople ? [] : periods.filter(({ priceMinor, views }) => priceMinor > 0 && views > 0);
}

/** @param looks at one listing, in any order */
function oneVoiceAnAddress(looks: readonly PersonEvent[]): ReadonlySet<PersonEvent> {
  const buyers = new Set(looks.filter((event) => event.isBuy).map((event) => event.subject));
  return new Set(firstVoices(looks.toSorted((a, b) => a.at - b.at), ({ origin, subject }) => (origin === '' || buyers.has(subject) ? null : origin)));
}

function isMachine(theirs: readonly PersonEvent[]): boolean {
  const times = theirs.map((event) => event.at).toSorted((a, b) => a - b);
  return times.some((at, index) => (times[index + hourlyLimit] ?? Number.POSITIVE_INFINITY) - at <= hour);
}
