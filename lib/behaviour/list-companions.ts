import { listCards } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { processWide } from '@/lib/shared/process-wide';
import { ok, type Result } from '@/lib/shared/result';
import { companionsOf, type Companion, type Companions } from './core/companions';
import { getContents } from './contents';
import { windowStart } from './read-history';
import type { CompanionCard, CompanionInput, CompanionLists } from './schema';
import { listAround } from './store';
import { useStamp } from './use-stamp';

/** The same for so long, and then asked for again; at once where somebody took consent back. */
const freshMilliseconds = 60_000;
const maxKnown = 2_000;
/** The newest visits and buyers tell. */
const maxVisits = 2_000;
const known = processWide('behaviour companions', () => new Map<string, { readonly companions: Companions; readonly at: number; readonly left: string }>());

/** What goes with a listing, by what at least five people who allowed it did: the same for everybody who asks, and nothing of who asks goes into it. */
export async function listCompanions(ctx: Pick<Context, 'db' | 'now'>, { listingId, size }: CompanionInput): Promise<Result<CompanionLists>> {
  const contents = await getContents(ctx.db, ctx.now());
  // Anybody may ask for any id: what is not on the market is neither counted nor remembered.
  if (!contents.byId.has(listingId)) return ok({ viewedNext: [], boughtTogether: [] });
  const found = await companionsNow(ctx, listingId);
  const [viewedNext, boughtTogether] = await Promise.all([withCards(ctx, found.viewedNext, size), withCards(ctx, found.boughtTogether, size)]);
  return ok({ viewedNext, boughtTogether });
}

async function companionsNow({ db, now }: Pick<Context, 'db' | 'now'>, listingId: string): Promise<Companions> {
  const left = await useStamp(db);
  const entry = known.get(listingId);
  if (entry && entry.left === left && Math.abs(now().getTime() - entry.at) < freshMilliseconds) return entry.companions;
  const rows = await listAround(db, { listingId, since: windowStart(now()), take: maxVisits });
  const companions = companionsOf(rows.map((row) => ({ ...row, at: row.at.getTime() })), listingId);
  if (known.size >= maxKnown) known.delete(known.keys().next().value ?? '');
  known.set(listingId, { companions, at: now().getTime(), left });
  return companions;
}

export function dropCompanions(): void {
  known.clear();
}

/** More are looked up than shown: what was withdrawn since never shortens the list. */
async function withCards({ db }: Pick<Context, 'db'>, companions: readonly Companion[], size: number): Promise<CompanionCard[]> {
  const people = new Map(companions.map((each) => [each.listingId, each.people]));
  const cards = await listCards(db, { listingIds: companions.slice(0, size * 3).map((each) => each.listingId) });
  return cards.slice(0, size).map((card) => ({ card, people: people.get(card.id) ?? 0 }));
}
