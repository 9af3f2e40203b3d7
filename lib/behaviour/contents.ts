import { writingOf } from '@/lib/catalog/schema';
import type { PrismaClient } from '@/lib/db';
import { cosine, tellingWords, tfidf, type TextVector } from '@/lib/learning';
import { processWide } from '@/lib/shared/process-wide';
import type { ListingFacts } from './core/history-cases';
import { listingFacts } from './core/listing-facts';
import { listContents } from './store';

/** A listing of the market, by what is written about it. Sales are counted as lists order them: one voice a network address a day. */
export type Content = { readonly id: string; readonly slug: string; readonly title: string; readonly sellerId: string; readonly salesCount: number; readonly publishedAt: number; readonly priceMinor: number | null; readonly regions: readonly string[]; readonly licenceCode: string; readonly vector: TextVector; /** What may be named as a reason: words of its title, subtitle and description that few listings share. */ readonly named: ReadonlyMap<string, string> };
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

type Held = { current: { readonly contents: Contents; readonly listed: readonly Listed[]; readonly readAt: number } | null; reading: Promise<Contents> | null };
const held = processWide('behaviour contents', (): Held => ({ current: null, reading: null }));

/** The listings as this process knows them, half a minute old at most; read again behind the request that asks. Of persons they hold what sellers publish, and nothing of whoever looks. */
export async function getContents(db: PrismaClient, now: Date): Promise<Contents> {
  const { current } = held;
  if (current && Math.abs(now.getTime() - current.readAt) < freshMilliseconds) return current.contents;
  held.reading ??= read(db, now).finally(() => { held.reading = null; });
  if (!current) return held.reading;
  // A read that fails keeps what there is; the next request tries again.
  held.reading.catch(() => undefined);
  return current.contents;
}

export function dropContents(): void {
  Object.assign(held, { current: null, reading: null });
}

type Listed = Awaited<ReturnType<typeof listContents>>[number];

/** What has not changed since the last reading stays as it is, with all that was worked out of it: a market is written about now and then, and read twice a minute. */
async function read(db: PrismaClient, now: Date): Promise<Contents> {
  const listed = await listContents(db);
  const { current } = held;
  const before = new Map(current?.listed.map((listing) => [listing.id, listing]));
  const isSame = (alike: (listing: Listed, before: Listed) => boolean) => before.size === listed.length && listed.every((listing) => { const known = before.get(listing.id); return known !== undefined && alike(listing, known); });
  const contents = current && isSame(sameListing) ? current.contents : contentsOf(listed, current && isSame(sameText) ? current.contents : null);
  held.current = { contents, listed, readAt: now.getTime() };
  return contents;
}

const sameText = (a: Listed, b: Listed): boolean => a.searchText === b.searchText;
const sameListing = (a: Listed, b: Listed): boolean => sameText(a, b) && a.slug === b.slug && a.title === b.title && a.sellerId === b.sellerId && a.salesVoices === b.salesVoices && a.priceMinor === b.priceMinor
  && a.licenceCode === b.licenceCode && a.publishedAt?.getTime() === b.publishedAt?.getTime() && a.regions.length === b.regions.length && a.regions.every((region, index) => region === b.regions[index]);

/** `likened`: of the same texts, whose vectors and likenesses are these ones'. */
function contentsOf(listed: readonly Listed[], likened: Contents | null): Contents {
  const vectors = likened ? listed.map(({ id }) => likened.byId.get(id)?.vector) : tfidf(listed.map((listing) => listing.searchText));
  const named = likened ? (id: string) => likened.byId.get(id)?.named ?? new Map<string, string>() : namedOf(listed, vectors);
  const byId = new Map(listed.map(({ salesVoices, searchText: _searchText, ...listing }, index): [string, Content] => [listing.id, { ...listing, salesCount: salesVoices, priceMinor: listing.priceMinor === null ? null : Number(listing.priceMinor), publishedAt: listing.publishedAt?.getTime() ?? 0, vector: vectors[index] ?? new Map(), get named() { return named(listing.id); } }]));
  return { byId, similarTo: likened?.similarTo ?? similarities(byId), facts: listingFacts(byId) };
}

/** Words that may be named as a reason, by listing. */
function namedOf(listed: readonly Listed[], vectors: readonly (TextVector | undefined)[]): (id: string) => ReadonlyMap<string, string> {
  const [holding, texts] = [new Map<string, number>(), new Map(listed.map(({ id, searchText }) => [id, searchText]))];
  for (const vector of vectors) for (const word of vector?.keys() ?? []) holding.set(word, (holding.get(word) ?? 0) + 1);
  return tellingWords({ writingOf: (id) => writingOf(texts.get(id) ?? ''), holding, count: listed.length });
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
