import { cosine, sharedWeights, telling, type TextVector } from '@/lib/learning';
import type { Ranked, ScorePart } from './item-ranker';
import { pairLikeness, type PairLikeness } from './pair-likeness';
import type { Reason, ScoreFactor, Why } from '../schema';

export type BlendItem = { readonly id: string; readonly slug: string; readonly title: string; readonly sellerId: string; readonly salesCount: number; readonly publishedAt: number; readonly vector: TextVector; /** Words that may be named as a reason, each as it is written. */ readonly named: ReadonlyMap<string, string> };
export type Picked = { readonly id: string; readonly reason: Reason; readonly why: Why };

export type BlendInput = {
  readonly items: ReadonlyMap<string, BlendItem>;
  /** From the nearest sessions; empty when nothing personal may be used. */
  readonly personal: readonly Ranked[];
  /** The neighbours' scores of what is shown taken apart, item by item; asked once a list. */
  readonly explain?: (items: readonly string[]) => readonly (readonly ScorePart[])[];
  /** What is being looked at (or was last): content is compared with it. */
  readonly anchorId: string | null;
  /** Owned, own, dismissed, being looked at: never shown, whatever suggested them. */
  readonly hidden: ReadonlySet<string>;
  readonly size: number;
};

/** A count of people is shown from this many on. */
const minPeople = 5;
const minSimilarity = 0.05;
/** Of every list, for the newest listing of a seller whom few know: seen at all, and never more than that for being new. */
export const newPlaces = 1;
/** A seller is new until she has sold so often. */
export const newSellerSales = 5;
/** No seller has more of a list while others have something to show. */
export const maxSellerShare = 1 / 2;
/** Maximal marginal relevance (Carbonell & Goldstein 1998): the score counts so much, being unlike what is in the list already the rest. */
export const relevanceShare = 0.8;
/** Further down nothing is worth being unlike for. */
const mostDiversified = 40;

/**
 * Personal neighbours first, then what resembles the anchor, then what sells, with one place kept for the newest of a new seller. The filter comes last so
 * that it never shortens a list that could be filled. The reason of each item is the source that put it there.
 */
export function blend({ items, personal, explain = () => [], anchorId, hidden, size }: BlendInput): Picked[] {
  const picked = new Map<string, Offer>();
  const ofSeller = new Map<string, number>();
  const mostOfSeller = Math.max(1, Math.floor(size * maxSellerShare));
  const add = (offer: Offer, places: number, isCapped: boolean): void => {
    const item = items.get(offer.id);
    if (picked.size >= places || !item || hidden.has(offer.id) || picked.has(offer.id)) return;
    const count = ofSeller.get(item.sellerId) ?? 0;
    if (isCapped && count >= mostOfSeller) return;
    ofSeller.set(item.sellerId, count + 1);
    picked.set(offer.id, offer);
  };
  /** Answers what was offered: no more than it takes to fill so many places. */
  const fill = (offers: Iterable<Offer>, places: number, isCapped: boolean): readonly Offer[] => {
    const offered: Offer[] = [];
    for (const offer of offers) {
      if (picked.size >= places) break;
      offered.push(offer);
      add(offer, places, isCapped);
    }
    return offered;
  };
  const market = marketOf(items);
  const viewed = diversified(personal, ({ item }) => items.has(item) && !hidden.has(item), market);
  const offered = fill(inTurn(viewedOffers(viewed, items), similarOffers(market, anchorId === null ? undefined : items.get(anchorId)), market.popular), size - newPlaces, true);
  fill(offered, size - newPlaces, false);
  const isFree = ({ id }: BlendItem): boolean => !hidden.has(id) && !picked.has(id);
  const newcomer = market.newcomers.find(isFree) ?? market.byAge.find(isFree);
  if (newcomer) add({ id: newcomer.id, reason: { code: 'new' }, why: fresh }, size, false);
  fill(inTurn(market.popular, market.aged), size, false);
  return explained([...picked.values()], explain);
}

function explained(offers: readonly Offer[], explain: NonNullable<BlendInput['explain']>): Picked[] {
  const viewed = offers.filter(({ reason }) => reason.code === 'because-you-viewed').map(({ id }) => id);
  const parts = viewed.length === 0 ? [] : explain(viewed);
  return offers.map(({ id, reason, why }): Picked => ({ id, reason, why: why(parts[viewed.indexOf(id)] ?? []) }));
}

function* inTurn<Value>(...lists: readonly Iterable<Value>[]): Generator<Value> {
  for (const list of lists) yield* list;
}

/** `why` is asked of what is shown alone, with the parts of its score. */
type Offer = Pick<Picked, 'id' | 'reason'> & { readonly why: (parts: readonly ScorePart[]) => Why };
const fresh = (): Why => whole({ code: 'newest', label: '', slug: null, amount: 1 });

function* viewedOffers(viewed: Iterable<Ranked>, items: ReadonlyMap<string, BlendItem>): Generator<Offer> {
  for (const { item, anchor, support, score } of viewed) {
    const from = items.get(anchor);
    if (from) yield { id: item, reason: { code: 'because-you-viewed', anchorTitle: from.title, anchorSlug: from.slug, supporterCount: support >= minPeople ? support : null }, why: (parts) => viewedFactors(score, parts, items) };
  }
}

/** Looked for when it comes to them: most personal lists are full before. */
function* similarOffers(market: Market, anchor: BlendItem | undefined): Generator<Offer> {
  if (anchor) yield* market.similarTo(anchor);
}

/** What everybody can see of it: how often it was sold, or that it is there. */
function marketOffer({ id, salesCount }: BlendItem): Offer {
  return salesCount > 0 ? { id, reason: { code: 'popular', salesCount }, why: () => whole({ code: 'sales', label: '', slug: null, amount: salesCount }) } : { id, reason: { code: 'new' }, why: fresh };
}

type Market = {
  /** Everything, the newest first; and of that what sellers have whom few know. */
  readonly byAge: readonly BlendItem[]; readonly newcomers: readonly BlendItem[];
  /** What was sold, the most often first; and everything, the newest first. */
  readonly popular: readonly Offer[]; readonly aged: readonly Offer[];
  /** What is written of a listing doesn't change within a market: each question is worked out once. */
  readonly similarTo: (anchor: BlendItem) => readonly Offer[]; readonly pairs: PairLikeness;
};
/** The same for everybody until the listings are read again. */
const markets = new WeakMap<ReadonlyMap<string, BlendItem>, Market>();

function marketOf(items: ReadonlyMap<string, BlendItem>): Market {
  const known = markets.get(items);
  if (known) return known;
  const sales = new Map<string, number>();
  for (const { sellerId, salesCount } of items.values()) sales.set(sellerId, (sales.get(sellerId) ?? 0) + salesCount);
  const byAge = [...items.values()].toSorted((a, b) => b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : 1));
  const newSellers = new Set([...sales].filter(([, count]) => count < newSellerSales).map(([sellerId]) => sellerId));
  const market = {
    byAge, newcomers: byAge.filter((item) => newSellers.has(item.sellerId)), aged: byAge.map(marketOffer), popular: byAge.filter((item) => item.salesCount > 0).toSorted((a, b) => b.salesCount - a.salesCount || (a.id < b.id ? -1 : 1)).map(marketOffer),
    similarTo: remembered((anchor) => listSimilar(anchor, items), mostAnchors), pairs: pairLikeness(items),
  };
  markets.set(items, market);
  return market;
}

const mostAnchors = 2_000;

/** What is asked of a listing; when there are too many answers they are worked out anew. */
function remembered<Answer>(answer: (asked: BlendItem) => Answer, most: number): (asked: BlendItem) => Answer {
  const known = new Map<string, Answer>();
  return (asked) => {
    const found = known.get(asked.id);
    if (found !== undefined) return found;
    const made = answer(asked);
    if (known.size >= most) known.clear();
    known.set(asked.id, made);
    return made;
  };
}

/** The best first; each next one is the best at score and at being unlike those before it, as far as a list is long: chosen when it is asked for. */
function* diversified(ranked: readonly Ranked[], isOpen: (each: Ranked) => boolean, { pairs }: Market): Generator<Ranked> {
  const first: Ranked[] = [];
  let read = 0;
  for (; read < ranked.length && first.length < mostDiversified; read += 1) {
    const each = ranked[read];
    if (each && isOpen(each)) first.push(each);
  }
  const [best, worst] = [first[0]?.score ?? 0, first.at(-1)?.score ?? 0];
  const [relevance, likeness] = [new Float64Array(first.length), new Float64Array(first.length)];
  first.forEach(({ score }, place) => { relevance[place] = relevanceShare * (best > worst ? (score - worst) / (best - worst) : 1); });
  const numbers = first.map(({ item }) => pairs.numberOf(item));
  const left = first.map((_, place) => place);
  for (let chosen = 0; left.length > 0 && chosen < mostPicked; chosen += 1) {
    const [place = 0] = left.splice(placeOfBest(left, relevance, likeness), 1);
    const next = first[place];
    if (!next) break;
    yield next;
    for (const other of left) likeness[other] = Math.max(likeness[other] ?? 0, pairs.values[pairs.placeOf(numbers[place] ?? 0, numbers[other] ?? 0)] ?? 0);
  }
  // Beyond what a list shows nothing is chosen any more: the rest stands in the order of what is known of it.
  for (const place of left.toSorted((a, b) => valueOf(b, relevance, likeness) - valueOf(a, relevance, likeness))) {
    const each = first[place];
    if (each) yield each;
  }
  for (; read < ranked.length; read += 1) {
    const each = ranked[read];
    if (each && isOpen(each)) yield each;
  }
}

function valueOf(place: number, relevance: Float64Array, likeness: Float64Array): number {
  return (relevance[place] ?? 0) - (1 - relevanceShare) * (likeness[place] ?? 0);
}

/** Where the best of them stands; of equal ones the first. */
function placeOfBest(left: readonly number[], relevance: Float64Array, likeness: Float64Array): number {
  let best = 0;
  let most = valueOf(left[0] ?? 0, relevance, likeness);
  for (let place = 1; place < left.length; place += 1) {
    const value = valueOf(left[place] ?? 0, relevance, likeness);
    if (value > most) {
      best = place;
      most = value;
    }
  }
  return best;
}

/** As many as the longest list has. */
const mostPicked = 12;

function whole(factor: ScoreFactor): Why {
  return { score: factor.amount, factors: [factor] };
}

/** Datasets that are no longer there keep their part of the score, without a name. */
function viewedFactors(score: number, parts: readonly ScorePart[], items: ReadonlyMap<string, BlendItem>): Why {
  return { score, factors: parts.map(({ anchor, amount, source }) => ({ code: source, label: items.get(anchor)?.title ?? '', slug: items.get(anchor)?.slug ?? null, amount })) };
}

const shownWords = 5;

/** The strongest words that may be named, all others as one. */
function wordFactors(anchor: BlendItem, item: BlendItem): Why {
  const parts = sharedWeights(anchor.vector, item.vector);
  const strongest = telling(parts, anchor.named, item.named).slice(0, shownWords);
  const taken = new Set(strongest.map(({ word }) => word));
  const rest = parts.reduce((sum, part) => sum + (taken.has(part.word) ? 0 : part.amount), 0);
  const named = strongest.map(({ written, amount }): ScoreFactor => ({ code: 'word', label: written, slug: null, amount }));
  return { score: parts.reduce((sum, part) => sum + part.amount, 0), factors: rest > 0 ? [...named, { code: 'word', label: '…', slug: null, amount: rest }] : named };
}

function listSimilar(anchor: BlendItem, items: ReadonlyMap<string, BlendItem>): Offer[] {
  return [...items.values()].filter((item) => item.id !== anchor.id)
    .map((item) => ({ item, similarity: cosine(anchor.vector, item.vector) })).filter(({ similarity }) => similarity >= minSimilarity)
    .toSorted((a, b) => b.similarity - a.similarity || (a.item.id < b.item.id ? -1 : 1)).slice(0, 50)
    .map(({ item }): Offer => {
      let why: Why | undefined;
      return { id: item.id, reason: { code: 'similar-content', anchorTitle: anchor.title, sharedWords: telling(sharedWeights(anchor.vector, item.vector), anchor.named, item.named).slice(0, 3).map(({ written }) => written) }, why: () => (why ??= wordFactors(anchor, item)) };
    });
}
