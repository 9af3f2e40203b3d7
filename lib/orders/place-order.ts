import { record } from '@/lib/audit';
import { decideTerms, findDeclaredTerms, licenceHashes, lockForSale } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { quoteForSale } from '@/lib/pricing';
import { rowsHeld } from '@/lib/pricing/schema';
import { ok, type Result } from '@/lib/shared/result';
import { decideOrder } from './core/decide-order';
import type { PlaceOrderInput } from './schema';
import { findHeld, sumPaidForGood } from './store/holding';
import { findOrderByKey } from './store/orders';
import { withWallet } from './with-wallet';
import { writeOrder, type Placed } from './write-order';

/**
 * Buys what was chosen from a listing's menu: order, money, right and audit row commit together or not at all.
 */
export async function placeOrder(ctx: Context, input: PlaceOrderInput): Promise<Result<Placed>> {
  return withWallet(ctx, async (tx, { buyerId, wallet }) => {
    const { listingId, idempotencyKey, choice = { kind: 'whole' } } = input;
    const listing = await lockForSale(tx, { listingId });
    const now = ctx.now();
    const quote = listing && (await quoteForSale(tx, { listingId, buyerId, choice, wholeMinor: listing.priceMinor, rowCount: listing.rowCount, now }));
    const held = listing && (await findHeld(tx, { buyerId, listingId, rowCount: listing.rowCount, now }));
    const terms = listing && decideTerms(listing, await findDeclaredTerms(tx, { accountId: buyerId }));
    const decision = decideOrder({
      buyerId, held,
      sameKey: await findOrderByKey(tx, { buyerId, idempotencyKey }),
      paidMinor: held ? await sumPaidForGood(tx, { buyerId, listingId }) : 0,
      balanceMinor: wallet.balanceMinor,
      feePercent: env().MARKET_FEE_PERCENT,
      listing: listing && { ...listing, isOnRequest: listing.priceMinor === null, isPayable: listing.currency === env().MARKET_CURRENCY, licenceHashes: licenceHashes(listing.licenceCode), termsRefusal: terms === null || terms.ok ? null : terms.refusal },
      quote: listing && quote && { listMinor: quote.listMinor, rows: rowsHeld(quote, listing.rowCount), isForGood: quote.term === null },
    }, input);
    if (!decision.ok) return decision;
    if (decision.value.kind === 'repeat') return ok({ orderId: decision.value.orderId, entitlementId: decision.value.entitlementId });
    if (!listing || !quote) throw new TypeError('An order for a missing listing was accepted');
    const { entry, ...placed } = await writeOrder(tx, ctx, { sale: { buyerId, walletId: wallet.id, listing, quote, held }, decision: decision.value, input });
    await record(tx, ctx, entry);
    return ok(placed);
  });
}
