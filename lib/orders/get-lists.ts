import { listCards } from '@/lib/catalog';
import type { ListingCard } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { priceFor } from '@/lib/pricing/schema';
import { ok, type Result } from '@/lib/shared/result';
import { listHeldForGood, sumPaidForGood } from './store/holding';
import { findBalance } from './store/ledger';
import { countListed, listListed } from './store/lists';
import { env } from '@/lib/env';
import type { CartView, ListCounts, ListedIds } from './schema';

/** Which listings the reader has put by, for the buttons of a page. A visitor has none. */
export async function getListedIds({ db, actor }: Context): Promise<Result<ListedIds>> {
  if (actor.kind !== 'account') return ok({ saved: [], cart: [] });
  const { accountId } = actor;
  const [saved, cart] = await Promise.all([listListed(db, 'savedListing', { accountId }), listListed(db, 'cartItem', { accountId })]);
  return ok({ saved, cart });
}

/** How much is on each list, for the header. A visitor has none. */
export async function getListCounts({ db, actor }: Context): Promise<Result<ListCounts>> {
  if (actor.kind !== 'account') return ok({ saved: 0, cart: 0 });
  const { accountId } = actor;
  const [saved, cart] = await Promise.all([countListed(db, 'savedListing', { accountId }), countListed(db, 'cartItem', { accountId })]);
  return ok({ saved, cart });
}

/** What is still on the market of what was saved; the rest stays remembered in case it comes back. */
export async function getSaved(ctx: Context): Promise<Result<readonly ListingCard[]>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  return ok(await listCards(ctx.db, { listingIds: await listListed(ctx.db, 'savedListing', { accountId: who.value.accountId }) }));
}

/** The cart with today's prices for this reader, who pays the difference where she holds a part already, their sum, and what is no longer for sale counted apart. */
export async function getCart(ctx: Context): Promise<Result<CartView>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const { accountId } = who.value;
  const listingIds = await listListed(ctx.db, 'cartItem', { accountId });
  const [shown, wallet] = await Promise.all([listCards(ctx.db, { listingIds }), findBalance(ctx.db, { kind: 'WALLET', ownerId: accountId, currency: env().MARKET_CURRENCY })]);
  const held = new Set(await listHeldForGood(ctx.db, { buyerId: accountId, listingIds }));
  // What went on request meanwhile, or is priced in another currency than the market's, can't be bought from a cart; it waits with what isn't for sale any more.
  const cards = await Promise.all(shown.flatMap(({ priceMinor, ...card }) => (priceMinor === null || (priceMinor > 0 && card.currency !== env().MARKET_CURRENCY) ? [] : [{ ...card, priceMinor }])).map(async (card) => {
    if (!held.has(card.id)) return card;
    const paidMinor = await sumPaidForGood(ctx.db, { buyerId: accountId, listingId: card.id });
    return { ...card, priceMinor: priceFor({ rows: card.rowCount, isForGood: true, listMinor: card.priceMinor }, { rows: 0, isForGood: true, paidMinor }) };
  }));
  return ok({ cards, goneCount: listingIds.length - cards.length, totalMinor: cards.reduce((sum, card) => sum + card.priceMinor, 0), balanceMinor: wallet?.balanceMinor ?? 0, currency: env().MARKET_CURRENCY });
}
