import { cosine, tfidf, type TextVector } from '@/lib/learning';
import type { ListingFacts } from './history-cases';

export type Written = { readonly id: string; readonly priceMinor: number | null; readonly vector: TextVector };

/** Some tens of megabytes; when there are more they are worked out anew. */
const mostPairs = 200_000;

/** Prices and likeness of what is written; a listing that is not on the market has neither, and is like itself. */
export function listingFacts(listings: ReadonlyMap<string, Written>): ListingFacts {
  const known = new Map<string, number>();
  return {
    priceOf: (listingId) => listings.get(listingId)?.priceMinor ?? null,
    likeness(one, other) {
      if (one === other) return 1;
      const [first, second] = [listings.get(one)?.vector, listings.get(other)?.vector];
      if (!first || !second) return 0;
      const key = one < other ? `${one} ${other}` : `${other} ${one}`;
      const found = known.get(key) ?? cosine(first, second);
      if (known.size >= mostPairs) known.clear();
      known.set(key, found);
      return found;
    },
  };
}

/** From the texts themselves. */
export function factsOfTexts(listings: readonly { readonly id: string; readonly priceMinor: number | null; readonly text: string }[]): ListingFacts {
  const vectors = tfidf(listings.map((listing) => listing.text));
  return listingFacts(new Map(listings.map(({ id, priceMinor }, index) => [id, { id, priceMinor, vector: vectors[index] ?? new Map<string, number>() }])));
}
