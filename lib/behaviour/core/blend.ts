import { cosine, sharedWeights, sharedWords, type TextVector } from '@/lib/learning';
import type { Ranked, ScorePart } from './item-ranker';
import type { Reason, ScoreFactor, Why } from '../schema';

export type BlendItem = { readonly id: string; readonly slug: string; readonly title: string; readonly salesCount: number; readonly publishedAt: number; readonly vector: TextVector };
export type Picked = { readonly id: string; readonly reason: Reason; readonly why: Why };

export type BlendInput = {
  readonly items: ReadonlyMap<string, BlendItem>;
  /** From the nearest sessions; empty when nothing personal may be used. */
  readonly personal: readonly Ranked[];
  /** A neighbours' score taken apart. */
  readonly explain?: (item: string) => readonly ScorePart[];
  /** What is being looked at (or was last): content is compared with it. */
  readonly anchorId: string | null;
  /** Owned, own, dismissed, being looked at: never shown, whatever suggested them. */
  readonly hidden: ReadonlySet<string>;
  readonly size: number;
};

/** A count of people is shown from this many on. */
const minPeople = 5;
const minSimilarity = 0.05;
/** Of every list, so that a new seller is seen at all. */
export const newPlaces = 1;

/**
 * Personal neighbours first, then what resembles the anchor, then what sells, with one place kept for the newest. The filter
 * comes last so that it never shortens a list that could be filled. The reason of each item is the source that put it there.
 */
export function blend({ items, personal, explain = () => [], anchorId, hidden, size }: BlendInput): Picked[] {
  const picked = new Map<string, Picked>();
  const add = (id: string, reason: Reason, why: () => Why): void => {
    if (picked.size < size && items.has(id) && !hidden.has(id) && !picked.has(id)) picked.set(id, { id, reason, why: why() });
  };
  const sold = (item: BlendItem): (() => Why) => () => whole({ code: 'sales', label: '', slug: null, amount: item.salesCount });
  const fresh = (): Why => whole({ code: 'newest', label: '', slug: null, amount: 1 });
  const personalPlaces = size - newPlaces;
  for (const { item, anchor, support, score } of personal) {
    const from = items.get(anchor);
    if (picked.size < personalPlaces && from) add(item, { code: 'because-you-viewed', anchorTitle: from.title, anchorSlug: from.slug, supporterCount: support >= minPeople ? support : null }, () => viewedFactors(score, explain(item), items));
  }
  const anchor = anchorId === null ? undefined : items.get(anchorId);
  if (anchor) for (const { item, shared } of similarTo(anchor, items)) if (picked.size < personalPlaces) add(item.id, { code: 'similar-content', anchorTitle: anchor.title, sharedWords: shared }, () => wordFactors(anchor, item));
  const byAge = [...items.values()].toSorted((a, b) => b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : 1));
  const newest = byAge.find((item) => !hidden.has(item.id) && !picked.has(item.id));
  const bySales = [...items.values()].toSorted((a, b) => b.salesCount - a.salesCount || (a.id < b.id ? -1 : 1));
  for (const item of bySales) if (picked.size < personalPlaces && item.salesCount > 0) add(item.id, { code: 'popular', salesCount: item.salesCount }, sold(item));
  if (newest) add(newest.id, { code: 'new' }, fresh);
  for (const item of [...bySales.filter((each) => each.salesCount > 0), ...byAge]) add(item.id, item.salesCount > 0 ? { code: 'popular', salesCount: item.salesCount } : { code: 'new' }, item.salesCount > 0 ? sold(item) : fresh);
  return [...picked.values()];
}

function whole(factor: ScoreFactor): Why {
  return { score: factor.amount, factors: [factor] };
}

/** Datasets that are no longer there keep their part of the score, without a name. */
function viewedFactors(score: number, parts: readonly ScorePart[], items: ReadonlyMap<string, BlendItem>): Why {
  return { score, factors: parts.map(({ anchor, amount, source }) => ({ code: source, label: items.get(anchor)?.title ?? '', slug: items.get(anchor)?.slug ?? null, amount })) };
}

const shownWords = 5;

/** The strongest words by name, all others as one. */
function wordFactors(anchor: BlendItem, item: BlendItem): Why {
  const parts = sharedWeights(anchor.vector, item.vector);
  const rest = parts.slice(shownWords).reduce((sum, part) => sum + part.amount, 0);
  const named = parts.slice(0, shownWords).map(({ word, amount }): ScoreFactor => ({ code: 'word', label: word, slug: null, amount }));
  return { score: parts.reduce((sum, part) => sum + part.amount, 0), factors: rest > 0 ? [...named, { code: 'word', label: '…', slug: null, amount: rest }] : named };
}

function similarTo(anchor: BlendItem, items: ReadonlyMap<string, BlendItem>) {
  return [...items.values()].filter((item) => item.id !== anchor.id)
    .map((item) => ({ item, similarity: cosine(anchor.vector, item.vector) })).filter(({ similarity }) => similarity >= minSimilarity)
    .toSorted((a, b) => b.similarity - a.similarity || (a.item.id < b.item.id ? -1 : 1)).slice(0, 50)
    .map(({ item }) => ({ item, shared: sharedWords(anchor.vector, item.vector, 3) }));
}
