import type { DemoWish } from '@/lib/orders';
import { seededRandom, type Random } from '@/lib/shared/seeded-random';

export type PastListing = { readonly id: string; readonly category: string; readonly publishedAt: Date };

const dayMs = 86_400_000;

/** The day each listing came onto the market: most before the 90 days of sales, some in between. `now` and days in UTC. */
export function publicationDays(count: number, { now, random }: { readonly now: Date; readonly random: Random }): Date[] {
  return Array.from({ length: count }, (_, index) => {
    const daysAgo = index % 4 === 3 ? 5 + random() * 80 : 95 + random() * 60;
    return new Date(now.getTime() - Math.floor(daysAgo) * dayMs - Math.floor(random() * dayMs));
  });
}

export type PastPrice = { readonly priceMinor: number; readonly at: Date };

/**
 * What was asked before: every second listing that is on the market for a month began dearer and came down in two steps to what is asked now. Rising in
 * time; the last is today's price. One alone where nothing changed; none for what is free.
 */
export function pastPrices({ publishedAt, priceMinor }: { readonly publishedAt: Date; readonly priceMinor: number }, index: number, { now, random }: { readonly now: Date; readonly random: Random }): PastPrice[] {
  if (priceMinor === 0) return [];
  const from = Math.max(publishedAt.getTime(), now.getTime() - 88 * dayMs);
  const span = now.getTime() - from;
  if (index % 2 === 1 || span < 30 * dayMs) return [{ priceMinor, at: publishedAt }];
  const dearest = 1.35 + 0.4 * random();
  return [{ priceMinor: asPrice(priceMinor * dearest), at: publishedAt }, { priceMinor: asPrice(priceMinor * Math.sqrt(dearest)), at: new Date(from + span * 0.4) }, { priceMinor, at: new Date(from + span * 0.75) }];
}

function asPrice(amountMinor: number): number {
  return amountMinor >= 1_000 ? Math.round(amountMinor / 100) * 100 : Math.round(amountMinor / 10) * 10;
}

/**
 * Who buys what and when: some listings sell far more than others (weights 1/rank), every buyer leans to two categories,
 * and sales grow a little over 90 days. No pair comes twice and nothing is bought before it was published.
 */
export function demoWishes(
  listings: readonly PastListing[],
  { buyerIds, count, now, seed }: { readonly buyerIds: readonly string[]; readonly count: number; readonly now: Date; readonly seed: number },
): DemoWish[] {
  const random = seededRandom(seed);
  const ranked = listings.map((listing) => ({ listing, key: random() })).toSorted((a, b) => a.key - b.key).map(({ listing }, rank) => ({ listing, weight: 1 / (rank + 2) }));
  const categories = [...new Set(listings.map((listing) => listing.category))];
  if (listings.length === 0) return [];
  const favourites = new Map(buyerIds.map((id) => [id, new Set([pick(categories, random), pick(categories, random)])]));
  const wishes = new Map<string, DemoWish>();
  for (let attempt = 0; attempt < count * 20 && wishes.size < count; attempt += 1) {
    const buyerId = pick(buyerIds, random);
    if (buyerId === undefined) break;
    const liked = favourites.get(buyerId);
    const listing = pickWeighted(ranked.map(({ listing: item, weight }) => ({ item, weight: weight * (liked?.has(item.category) ? 6 : 1) })), random);
    if (!listing) break;
    const placedAt = new Date(now.getTime() - Math.floor((1 - random() ** 0.75) * 90 * dayMs) - 60_000);
    if (placedAt.getTime() > listing.publishedAt.getTime()) wishes.set(`${buyerId} ${listing.id}`, { buyerId, listingId: listing.id, placedAt });
  }
  return [...wishes.values()];
}

function pick<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)];
}

function pickWeighted<T>(items: readonly { readonly item: T; readonly weight: number }[], random: Random): T | undefined {
  let left = random() * items.reduce((sum, { weight }) => sum + weight, 0);
  return items.find(({ weight }) => (left -= weight) < 0)?.item ?? items.at(-1)?.item;
}
