import { listCards } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { processWide } from '@/lib/shared/process-wide';
import { ok, type Result } from '@/lib/shared/result';
import { askAbout, dismissedIn } from './ask-about';
import { companionsOf, type Companion, type Companions } from './core/companions';
import { getContents } from './contents';
import { windowStart } from './read-history';
import type { CompanionCard, CompanionInput, CompanionLists } from './schema';
import { countShownList } from './shown-counts';
import { listAround } from './store';
import { useStamp } from './use-stamp';

/** The same for so long, and then asked for again; at once where somebody took consent back. */
const freshMilliseconds = 60_000;
const maxKnown = 2_000;
/** The newest visits and buyers tell. */
const maxVisits = 2_000;
const known = processWide('behaviour companions', () => new Map<string, { readonly companions: Companions; readonly at: number; readonly left: string }>());

/** Of the counting that makes these lists, as the lists that are shown name their model. */
const countedVersion = 'companions-1';

/** What goes with a listing, by what at least five people who allowed it did: the same for everybody who asks, and nothing of who asks goes into it but what she waved away, which she isn't shown. Counted as shown, for nobody. */
export async function listCompanions(ctx: Context, { listingId, size }: CompanionInput): Promise<Result<CompanionLists>> {
  const contents = await getContents(ctx.db, ctx.now());
  // Anybody may ask for any id: what is not on the market is neither counted nor remembered.
  if (!contents.byId.has(listingId)) return ok({ viewedNext: [], boughtTogether: [] });
  const [found, dismissed] = await Promise.all([companionsNow(ctx, listingId), dismissedBy(ctx)]);
  const shownOf = (all: readonly Companion[]) => withCards(ctx, all.filter((each) => !dismissed.has(each.listingId)), size);
  const [viewedNext, boughtTogether] = await Promise.all([shownOf(found.viewedNext), shownOf(found.boughtTogether)]);
  const day = ctx.now().toISOString().slice(0, 10);
  for (const [surface, { length }] of [['viewed-next', viewedNext], ['bought-together', boughtTogether]] as const) countShownList({ day, surface, model: countedVersion, size: length });
  return ok({ viewedNext, boughtTogether });
}

/** Kept only of people who agreed, and read only while they do. */
async function dismissedBy(ctx: Context): Promise<ReadonlySet<string>> {
  const asked = await askAbout(ctx);
  return new Set(asked.consent.granted.includes('personalisation') ? dismissedIn(asked) : []);
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
