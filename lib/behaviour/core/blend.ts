import { cosine, sharedWords, type Scored, type TextVector } from '@/lib/learning';
import type { Reason } from '../schema';

export type BlendItem = { readonly id: string; readonly slug: string; readonly title: string; readonly salesCount: number; readonly publishedAt: number; readonly vector: TextVector };
export type Picked = { readonly id: string; readonly reason: Reason };

export type BlendInput = {
  readonly items: ReadonlyMap<string, BlendItem>;
  /** From the nearest sessions; empty when nothing personal may be used. */
  readonly personal: readonly Scored[];
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
export function blend({ items, personal, anchorId, hidden, size }: BlendInput): Picked[] {
  const picked = new Map<string, Picked>();
  const add = (id: string, reason: Reason): void => {
    if (picked.size < size && items.has(id) && !hidden.has(id) && !picked.has(id)) picked.set(id, { id, reason });
  };
  const personalPlaces = size - newPlaces;
  for (const { item, anchor, support } of personal) {
    const from = items.get(anchor);
    if (picked.size < personalPlaces && from) add(item, { code: 'because-you-viewed', anchorTitle: from.title, anchorSlug: from.slug, supporterCount: support >= minPeople ? support : null });
  }
  const anchor = anchorId === null ? undefined : items.get(anchorId);
  if (anchor) for (const { item, shared } of similarTo(anchor, items)) if (picked.size < personalPlaces) add(item.id, { code: 'similar-content', anchorTitle: anchor.title, sharedWords: shared });
  const byAge = [...items.values()].toSorted((a, b) => b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : 1));
  const newest = byAge.find((item) => !hidden.has(item.id) && !picked.has(item.id));
  const bySales = [...items.values()].toSorted((a, b) => b.salesCount - a.salesCount || (a.id < b.id ? -1 : 1));
  for (const item of bySales) if (picked.size < personalPlaces && item.salesCount > 0) add(item.id, { code: 'popular', salesCount: item.salesCount });
  if (newest) add(newest.id, { code: 'new' });
  for (const item of [...bySales.filter((each) => each.salesCount > 0), ...byAge]) add(item.id, item.salesCount > 0 ? { code: 'popular', salesCount: item.salesCount } : { code: 'new' });
  return [...picked.values()];
}

function similarTo(anchor: BlendItem, items: ReadonlyMap<string, BlendItem>) {
  return [...items.values()].filter((item) => item.id !== anchor.id)
    .map((item) => ({ item, similarity: cosine(anchor.vector, item.vector) })).filter(({ similarity }) => similarity >= minSimilarity)
    .toSorted((a, b) => b.similarity - a.similarity || (a.item.id < b.item.id ? -1 : 1)).slice(0, 50)
    .map(({ item }) => ({ item, shared: sharedWords(anchor.vector, item.vector, 3) }));
}
