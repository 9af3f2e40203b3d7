import { listCards } from '@/lib/catalog';
import type { ListingCard } from '@/lib/catalog/schema';
import { gatheredByClient, type Context, type PrismaClient } from '@/lib/db';
import { processWide } from '@/lib/shared/process-wide';

/** What changes without a line in the log (a grade that is worked out anew) is seen so soon. */
const freshMilliseconds = 1_000;

type Cards = Map<string, ListingCard | null>;
type Held = { db: PrismaClient | null; logged: number; readAt: number; cards: Cards };
const nothing = (): Held => ({ db: null, logged: -1, readAt: Number.NEGATIVE_INFINITY, cards: new Map() });
const held = processWide('behaviour cards', nothing);

/**
 * What is on sale of these, as far as the log was written when the request was looked into (`logged`) or later: whatever publishes, withdraws, prices, retracts or erases
 * is in the log in the same transaction, so that a card that was read at that point says what the database would, and none is older than a second.
 */
export async function cardsOf({ db, now }: Pick<Context, 'db' | 'now'>, logged: number, listingIds: readonly string[]): Promise<ReadonlyMap<string, ListingCard>> {
  const at = now().getTime();
  // A request that was looked into before others were answers from what those read: it is newer.
  if (held.db !== db || logged > held.logged || Math.abs(at - held.readAt) > freshMilliseconds) Object.assign(held, { db, logged, readAt: at, cards: new Map() });
  const { cards } = held;
  const unknown = listingIds.filter((id) => !cards.has(id));
  if (unknown.length > 0) for (const [id, card] of await readTogether(db, unknown)) cards.set(id, card);
  return new Map(listingIds.flatMap((id) => {
    const card = cards.get(id);
    return card ? [[id, card]] : [];
  }));
}

export function dropCards(): void {
  Object.assign(held, nothing());
}

/** Together with what others need of the same moment. */
const readTogether = gatheredByClient<readonly string[], Cards>(async (db, wanted) => {
  const listed = new Map((await listCards(db, { listingIds: [...new Set(wanted.flat())] })).map((card) => [card.id, card]));
  return wanted.map((ids) => new Map(ids.map((id) => [id, listed.get(id) ?? null])));
});
