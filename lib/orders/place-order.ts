import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import { recordPurchase } from '@/lib/behaviour';
import { addSales, licenceHashes, lockForSale, type ListingForSale } from '@/lib/catalog';
import { requireShownNotice } from '@/lib/consent';
import type { Context, Prisma } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { quoteForSale, type SaleQuote } from '@/lib/pricing';
import { rowsHeld, type Held } from '@/lib/pricing/schema';
import { ok, type Result } from '@/lib/shared/result';
import { decideOrder, type OrderDecision } from './core/decide-order';
import { termEnd } from './core/subscription-term';
import { moveSale } from './move-sale';
import type { PlaceOrderInput } from './schema';
import { findHeld, sumPaidForGood, supersede } from './store/holding';
import { lockAccount } from './store/ledger';
import { findOrderByKey, insertOrder, isDemoAccount } from './store/orders';
import { insertSubscription } from './store/subscriptions';

type Placed = { readonly orderId: string; readonly entitlementId: string };
type Sale = { readonly buyerId: string; readonly walletId: string; readonly listing: ListingForSale; readonly quote: SaleQuote; readonly held: Held | null };
type NewOrder = { readonly sale: Sale; readonly decision: OrderDecision & { readonly kind: 'new' }; readonly input: PlaceOrderInput };

/**
 * Buys what was chosen from a listing's menu: order, money, right and audit row commit together or not at all.
 * The buyer's wallet is locked first, so her orders follow each other: a double click finds the order of the first click,
 * and two orders never spend the same balance.
 */
export async function placeOrder(ctx: Context, input: PlaceOrderInput): Promise<Result<Placed>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const seen = await requireShownNotice(ctx);
  if (!seen.ok) return seen;
  const buyerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => {
    const wallet = await lockAccount(tx, { kind: 'WALLET', ownerId: buyerId, currency: env().MARKET_CURRENCY });
    const { listingId, idempotencyKey, choice = { kind: 'whole' } } = input;
    const listing = await lockForSale(tx, { listingId });
    const now = ctx.now();
    const quote = listing && (await quoteForSale(tx, { listingId, buyerId, choice, wholeMinor: listing.priceMinor, rowCount: listing.rowCount, now }));
    const held = listing && (await findHeld(tx, { buyerId, listingId, rowCount: listing.rowCount, now }));
    const decision = decideOrder({
      buyerId, held,
      sameKey: await findOrderByKey(tx, { buyerId, idempotencyKey }),
      paidMinor: held ? await sumPaidForGood(tx, { buyerId, listingId }) : 0,
      balanceMinor: wallet.balanceMinor,
      feePercent: env().MARKET_FEE_PERCENT,
      listing: listing && { ...listing, licenceHashes: licenceHashes(listing.licenceCode) },
      quote: listing && quote && { listMinor: quote.listMinor, rows: rowsHeld(quote, listing.rowCount), isForGood: quote.term === null },
    }, input);
    if (!decision.ok) return decision;
    if (decision.value.kind === 'repeat') return ok({ orderId: decision.value.orderId, entitlementId: decision.value.entitlementId });
    if (!listing || !quote) throw new TypeError('An order for a missing listing was accepted');
    return ok(await writeOrder(tx, ctx, { sale: { buyerId, walletId: wallet.id, listing, quote, held }, decision: decision.value, input }));
  }, { maxWait: 10_000, timeout: 20_000 });
}

async function writeOrder(tx: Prisma.TransactionClient, ctx: Context, { sale, decision, input }: NewOrder): Promise<Placed> {
  const { buyerId, listing, quote, held } = sale;
  const { priceMinor, listMinor, feeMinor } = decision;
  const at = ctx.now();
  const isDemo = await isDemoAccount(tx, { accountId: buyerId });
  const { listingId, licenceSha256, idempotencyKey } = input;
  const { revisionId, currency, licenceCode } = listing;
  const entitlementId = randomUUID();
  const endsAt = quote.term === null ? null : termEnd(at, quote.term, 1);
  await supersede(tx, { buyerId, listingId, byEntitlementId: entitlementId, at });
  const orderId = await insertOrder(tx, {
    order: { buyerId, listingId, revisionId, priceMinor, listMinor, feeMinor, currency, licenceCode, licenceSha256, idempotencyKey, isDemo, placedAt: at, planKind: quote.kind, planId: quote.planId, offerId: quote.offerId },
    right: { id: entitlementId, share: quote.share, rowLimit: quote.rowLimit, endsAt },
  });
  if (quote.term !== null && quote.planId !== null && endsAt) await insertSubscription(tx, { buyerId, listingId, planId: quote.planId, entitlementId, term: quote.term, priceMinor, currency, startedAt: at, paidUntil: endsAt });
  // A part for nothing (a free sample, the free rows of a plan by use) says nothing of what the dataset is worth to anybody; a larger part of what is owned is no second buyer.
  const isSale = held === null && quote.kind !== 'FREE' && (priceMinor > 0 || listing.priceMinor === 0);
  if (isSale) await addSales(tx, { listingId, count: 1 });
  if (priceMinor > 0) await moveSale(tx, { walletId: sale.walletId, sellerId: listing.sellerId, currency, orderId, ...decision, isDemo, at });
  if (isSale) await recordPurchase(tx, ctx, { listingId });
  await record(tx, ctx, { action: 'order.placed', objectType: 'order', objectId: orderId, detail: { listingId, priceMinor, listMinor, feeMinor, currency, licenceSha256, plan: quote.kind, share: quote.share, rowLimit: quote.rowLimit } });
  return { orderId, entitlementId };
}
