import { listCards } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { companionsOf, type Companion, type Companions } from './core/companions';
import { getModels, type Models } from './models';
import type { CompanionCard, CompanionInput, CompanionLists } from './schema';

/** The same until the models are built anew. */
const known = new WeakMap<Models, Map<string, Companions>>();

/** What goes with a listing, by what at least five people who allowed it did: the same for everybody who asks, and nothing of who asks goes into it. */
export async function listCompanions(ctx: Pick<Context, 'db' | 'now'>, { listingId, size }: CompanionInput): Promise<Result<CompanionLists>> {
  const models = await getModels(ctx.db, ctx.now());
  // Anybody may ask for any id: what is not on the market is neither counted nor remembered.
  if (!models.contents.has(listingId)) return ok({ viewedNext: [], boughtTogether: [] });
  const byListing = known.get(models) ?? new Map<string, Companions>();
  known.set(models, byListing);
  const found = byListing.get(listingId) ?? companionsOf(models.events, listingId);
  byListing.set(listingId, found);
  const [viewedNext, boughtTogether] = await Promise.all([withCards(ctx, found.viewedNext, size), withCards(ctx, found.boughtTogether, size)]);
  return ok({ viewedNext, boughtTogether });
}

/** More are looked up than shown: what was withdrawn since never shortens the list. */
async function withCards({ db }: Pick<Context, 'db'>, companions: readonly Companion[], size: number): Promise<CompanionCard[]> {
  const people = new Map(companions.map((each) => [each.listingId, each.people]));
  const cards = await listCards(db, { listingIds: companions.slice(0, size * 3).map((each) => each.listingId) });
  return cards.slice(0, size).map((card) => ({ card, people: people.get(card.id) ?? 0 }));
}
