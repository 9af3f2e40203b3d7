import { record } from '@/lib/audit';
import { recordPurchase } from '@/lib/behaviour';
import { addSales, licenceHashes, lockForSale, type ListingForSale } from '@/lib/catalog';
import type { Context, Prisma } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { decideOrder, type OrderDecision } from './core/decide-order';
import type { PlaceOrderInput } from './schema';
import { exchangeOwnerId, insertTransaction, lockAccount } from './store/ledger';
import { findOrderByKey, insertOrder, isDemoAccount, isOwned } from './store/orders';

type Placed = { readonly orderId: string; readonly entitlementId: string };
type Sale = { readonly buyerId: string; readonly walletId: string; readonly listing: ListingForSale };

/**
 * Buys one licence to one revision: order, money, right and audit row commit together or not at all.
 * The buyer's wallet is locked first, so her orders follow each other: a double click finds the order of the first click,
 * and two orders never spend the same balance.
 */
export async function placeOrder(ctx: Context, input: PlaceOrderInput): Promise<Result<Placed>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const buyerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => {
    const wallet = await lockAccount(tx, { kind: 'WALLET', ownerId: buyerId, currency: env().MARKET_CURRENCY });
    const listing = await lockForSale(tx, { listingId: input.listingId });
    const decision = decideOrder({
      buyerId,
      sameKey: await findOrderByKey(tx, { buyerId, idempotencyKey: input.idempotencyKey }),
      isOwned: await isOwned(tx, { buyerId, listingId: input.listingId }),
      balanceMinor: wallet.balanceMinor,
      feePercent: env().MARKET_FEE_PERCENT,
      listing: listing && { ...listing, licenceHashes: licenceHashes(listing.licenceCode) },
    }, input);
    if (!decision.ok) return decision;
    if (decision.value.kind === 'repeat') return ok({ orderId: decision.value.orderId, entitlementId: decision.value.entitlementId });
    if (!listing) throw new TypeError('An order for a missing listing was accepted');
    return ok(await writeOrder(tx, ctx, { sale: { buyerId, walletId: wallet.id, listing }, decision: decision.value, input }));
  }, { maxWait: 10_000, timeout: 20_000 });
}

async function writeOrder(
  tx: Prisma.TransactionClient,
  ctx: Context,
  { sale, decision, input }: { readonly sale: Sale; readonly decision: OrderDecision & { readonly kind: 'new' }; readonly input: PlaceOrderInput },
): Promise<Placed> {
  const { buyerId, listing } = sale;
  const { priceMinor, feeMinor } = decision;
  const placedAt = ctx.now();
  const isDemo = await isDemoAccount(tx, { accountId: buyerId });
  const { listingId, licenceSha256, idempotencyKey } = input;
  const { revisionId, currency, licenceCode } = listing;
  const placed = await insertOrder(tx, { buyerId, listingId, revisionId, priceMinor, feeMinor, currency, licenceCode, licenceSha256, idempotencyKey, isDemo, placedAt });
  await addSales(tx, { listingId, count: 1 });
  if (priceMinor > 0) await pay(tx, sale, { decision, orderId: placed.orderId, isDemo, at: placedAt });
  await recordPurchase(tx, ctx, { listingId });
  await record(tx, ctx, { action: 'order.placed', objectType: 'order', objectId: placed.orderId, detail: { listingId, priceMinor, feeMinor, currency, licenceSha256 } });
  return placed;
}

async function pay(
  tx: Prisma.TransactionClient,
  { walletId, listing: { sellerId, currency } }: Sale,
  { decision, orderId, isDemo, at }: { readonly decision: OrderDecision & { readonly kind: 'new' }; readonly orderId: string; readonly isDemo: boolean; readonly at: Date },
): Promise<void> {
  const seller = await lockAccount(tx, { kind: 'SELLER_BALANCE', ownerId: sellerId, currency });
  const fees = await lockAccount(tx, { kind: 'EXCHANGE_FEES', ownerId: exchangeOwnerId, currency });
  await insertTransaction(tx, {
    kind: 'purchase', reference: orderId, idempotencyKey: `order:${orderId}`, isDemo, at,
    entries: [
      { accountId: walletId, amountMinor: -decision.priceMinor },
      { accountId: seller.id, amountMinor: decision.sellerMinor },
      { accountId: fees.id, amountMinor: decision.feeMinor },
    ],
  });
}
