import type { Random } from '@/lib/shared/seeded-random';

export type DemoListing = { readonly id: string; readonly category: string; readonly salesCount: number };
export type DemoEvent = { readonly person: number; readonly visit: number; readonly kind: 'VIEW' | 'PREVIEW' | 'SAVE' | 'BUY'; readonly listingId: string; readonly secondsBefore: number };

const stay = 0.75;
const daySeconds = 24 * 60 * 60;

/**
 * Visits of invented people with the structure real ones have: who looks at a field stays in it, popular things are looked at
 * more, a preview comes before a save and a save before a purchase. For the demo market only.
 */
export function inventVisits(listings: readonly DemoListing[], people: number, random: Random): DemoEvent[] {
  const events: DemoEvent[] = [];
  if (listings.length === 0) return events;
  const pick = (from: readonly DemoListing[]): DemoListing | undefined => weighted(from, random);
  for (let person = 0; person < people; person += 1) {
    const visits = 2 + Math.floor(random() * 8);
    let favourite = pick(listings)?.category ?? '';
    for (let visit = 0; visit < visits; visit += 1) {
      let secondsBefore = Math.floor(random() * 90 * daySeconds) + 3600;
      if (random() < 0.2) favourite = pick(listings)?.category ?? favourite;
      const steps = 2 + Math.floor(random() * 6);
      for (let step = 0; step < steps; step += 1) {
        const near = listings.filter((listing) => listing.category === favourite);
        const listing = pick(random() < stay && near.length > 0 ? near : listings);
        if (!listing) continue;
        const kinds = (['VIEW', 'PREVIEW', 'SAVE', 'BUY'] as const).slice(0, 1 + (random() < 0.45 ? 1 : 0) + (random() < 0.25 ? 1 : 0) + (random() < 0.12 ? 1 : 0));
        for (const kind of kinds) {
          events.push({ person, visit, kind, listingId: listing.id, secondsBefore });
          secondsBefore = Math.max(1, secondsBefore - 15 - Math.floor(random() * 90));
        }
      }
    }
  }
  return events;
}

/** Popular listings more often, none never. */
function weighted(from: readonly DemoListing[], random: Random): DemoListing | undefined {
  const sum = from.reduce((total, listing) => total + 1 + listing.salesCount, 0);
  let left = random() * sum;
  for (const listing of from) {
    left -= 1 + listing.salesCount;
    if (left < 0) return listing;
  }
  return from.at(-1);
}
