import { recordDone } from '@/lib/behaviour';
import { findPublishedListingById } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { isMore } from '@/lib/pricing/schema';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { SetListedInput } from './schema';
import { countListed, maxListed, putListed, takeListed, type OwnList } from './store/lists';
import { findHeld } from './store/holding';

const tables = { saved: 'savedListing', cart: 'cartItem' } as const satisfies Record<SetListedInput['list'], OwnList>;

/** Puts a listing on the reader's own list or takes it off; doing it twice changes nothing. What is owned already needs no cart. */
export async function setListed(ctx: Context, { listingId, list, isListed }: SetListedInput): Promise<Result<{ readonly isListed: boolean }>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const { accountId } = who.value;
  const table = tables[list];
  if (!isListed) {
    await takeListed(ctx.db, table, { accountId, listingId });
    return ok({ isListed: false });
  }
  return ctx.db.$transaction(async (tx) => {
    const listing = await findPublishedListingById(tx, { listingId });
    if (!listing) return refuse('not-found');
    if (list === 'cart' && listing.priceMinor === null) return refuse('price-on-request');
    if (list === 'cart' && listing.priceMinor !== 0 && listing.currency !== env().MARKET_CURRENCY) return refuse('price-currency-mixed');
    const held = list === 'cart' ? await findHeld(tx, { buyerId: accountId, listingId, rowCount: listing.rowCount, now: ctx.now() }) : null;
    if (held && !isMore(held, { rows: listing.rowCount, isForGood: true })) return refuse('already-owned');
    if ((await countListed(tx, table, { accountId })) >= maxListed) return refuse('list-full', { params: { max: maxListed } });
    // Only what is new is an act; a second press is none.
    if ((await putListed(tx, table, { accountId, listingId, at: ctx.now() })) === 1) await recordDone(tx, ctx, { kind: list === 'saved' ? 'SAVE' : 'CART', listingId });
    return ok({ isListed: true });
  });
}
