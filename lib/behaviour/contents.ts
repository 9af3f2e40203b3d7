import type { PrismaClient } from '@/lib/db';
import { cosine, tfidf, type TextVector } from '@/lib/learning';
import type { ListingFacts } from './core/history-cases';
import { listingFacts } from './core/listing-facts';
import { listContents } from './store';

/** A listing of the market, by what is written about it. */
export type Content = { readonly id: string; readonly slug: string; readonly title: string; readonly sellerId: string; readonly salesCount: number; readonly publishedAt: number; readonly priceMinor: number | null; readonly vector: TextVector };
export type Contents = {
  readonly byId: ReadonlyMap<string, Content>;
  /** What resembles a listing, the likest first; worked out when first asked for. */
  readonly similarTo: (listingId: string) => ReadonlyMap<string, number>;
  /** For the next action. */
  readonly facts: ListingFacts;
};

const freshMilliseconds = 30_000;
const minSimilarity = 0.05;
const maxSimilar = 40;

let current: { readonly contents: Contents; readonly readAt: number } | null = null;
let reading: Promise<Contents> | null = null;

/** The listings as this process knows them, half a minute old at most; read again behind the request that asks. Nothing of any person is in them. */
export async function getContents(db: PrismaClient, now: Date): Promise<Contents> {
  if (current && Math.abs(now.getTime() - current.readAt) < freshMilliseconds) return current.contents;
  reading ??= read(db, now).finally(() => { reading = null; });
  if (!current) return reading;
  // A read that fails keeps what there is; the next request tries again.
  reading.catch(() => undefined);
  return current.contents;
}

export function dropContents(): void {
  [current, reading] = [null, null];
}

async function read(db: PrismaClient, now: Date): Promise<Contents> {
  const listings = await listContents(db);
  const vectors = tfidf(listings.map((listing) => listing.searchText));
  const byId = new Map(listings.map((listing, index): [string, Content] => [listing.id, { ...listing, priceMinor: listing.priceMinor === null ? null : Number(listing.priceMinor), publishedAt: listing.publishedAt?.getTime() ?? 0, vector: vectors[index] ?? new Map() }]));
  const contents = { byId, similarTo: similarities(byId), facts: listingFacts(byId) };
  current = { contents, readAt: now.getTime() };
  return contents;
}

function similarities(contents: ReadonlyMap<string, Content>): Contents['similarTo'] {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (listingId) => {
    const anchor = contents.get(listingId);
    if (!anchor) return new Map();
    const found = known.get(listingId) ?? new Map([...contents.values()].filter((each) => each.id !== listingId).map((each) => [each.id, cosine(anchor.vector, each.vector)] as const)
      .filter(([, similarity]) => similarity >= minSimilarity).toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).slice(0, maxSimilar));
    known.set(listingId, found);
    return found;
  };
}
