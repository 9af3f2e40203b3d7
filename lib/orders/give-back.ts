import { record } from '@/lib/audit';
import { forgetPurchase } from '@/lib/behaviour';
import { addSales, lockForSale } from '@/lib/catalog';
import type { Context, Prisma } from '@/lib/db';
import { env, siteAddress } from '@/lib/env';
import { mailAccounts } from '@/lib/identity';
import { toAccountId } from '@/lib/shared/ids';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decideRefund } from './core/decide-refund';
import { refundMail } from './core/refund-mail';
import type { RefundInput } from './schema';
import { exchangeOwnerId, insertTransaction, lockAccount, OwnerErased } from './store/ledger';
import { endRight, findRefundable, findRunningSubscription, hasLaterOrder, insertRefund, type RefundableOrder } from './store/refunds';
import { endSubscription } from './store/subscriptions';

export type GivenBack = { readonly refundId: string; readonly amountMinor: number };

/**
 * Gives an order back for whoever may: money, right, sale, notice and audit row commit together. The buyer's wallet is locked first, as by a purchase, so that a refund and
 * an upgrade of the same dataset follow each other; asked twice, it happens once. `sellerId`: only of this seller's orders.
 */
export async function giveBack(ctx: Context, input: RefundInput, of: { readonly sellerId?: string } = {}): Promise<Result<GivenBack>> {
  try {
    return await giveBackNow(ctx, input, of);
  } catch (error) {
    if (!(error instanceof OwnerErased)) throw error;
    // Undone, with any account that was made under an id that is nobody's any more; read anew it is a tombstone's order.
    return giveBackNow(ctx, input, of);
  }
}

function giveBackNow(ctx: Context, { orderId, reason }: RefundInput, { sellerId }: { readonly sellerId?: string }): Promise<Result<GivenBack>> {
  return ctx.db.$transaction(async (tx): Promise<Result<GivenBack>> => {
    const found = await findRefundable(tx, { orderId, sellerId });
    if (!found) return refuse('not-found');
    const { buyerId, currency, listing } = found;
    const wallet = await lockAccount(tx, { kind: 'WALLET', ownerId: buyerId, currency });
    // The listing before the seller's money, in the order of a purchase.
    await lockForSale(tx, { listingId: found.listingId });
    const seller = await lockAccount(tx, { kind: 'SELLER_BALANCE', ownerId: listing.sellerId, currency });
    // Read again: now nothing about this buyer's orders changes.
    const order = await findRefundable(tx, { orderId, sellerId });
    if (order && order.buyerId !== buyerId) throw new OwnerErased('The buyer erased herself while her wallet was waited for');
    const decision = decideRefund({
      order: order && { ...order, priceMinor: Number(order.priceMinor), feeMinor: Number(order.feeMinor) },
      isNewest: order !== null && !(await hasLaterOrder(tx, order)), sellerBalanceMinor: seller.balanceMinor, isBuyerThere: order?.buyer.status !== 'ERASED', windowDays: env().MARKET_REFUND_DAYS, now: ctx.now(),
    });
    if (!decision.ok) return decision;
    if (!order) throw new TypeError('An order that is none was given back');
    if (decision.value.kind === 'repeat') return ok({ refundId: order.refund?.id ?? '', amountMinor: Number(order.priceMinor) });
    const { amountMinor, sellerMinor, feeMinor } = decision.value;
    const [byExchange, at] = [sellerId === undefined, ctx.now()];
    const refundId = await insertRefund(tx, { orderId, amountMinor, feeMinor, currency, byExchange, reason, isDemo: order.isDemo, at });
    const fees = await lockAccount(tx, { kind: 'EXCHANGE_FEES', ownerId: exchangeOwnerId, currency });
    await insertTransaction(tx, {
      kind: 'refund', reference: orderId, idempotencyKey: `refund:${orderId}`, isDemo: order.isDemo, at,
      entries: [{ accountId: wallet.id, amountMinor }, { accountId: seller.id, amountMinor: -sellerMinor }, { accountId: fees.id, amountMinor: -feeMinor }],
    });
    const keepsPart = await takeRight(tx, order, at);
    const site = siteAddress();
    await mailAccounts(tx, { accountIds: [buyerId], kind: 'order-refunded', at, write: (locale) => refundMail({ title: listing.title, amountMinor, currency, byExchange, reason, keepsPart, link: `${site}/${locale}/account/wallet` }, locale) });
    await record(tx, ctx, { action: 'order.refunded', objectType: 'order', objectId: orderId, detail: { refundId, amountMinor, feeMinor, currency, byExchange, reason, keepsPart } });
    return ok({ refundId, amountMinor });
  }, { maxWait: 10_000, timeout: 20_000 });
}

/** Ends what the order gave. @returns whether a part she had before is hers again */
async function takeRight(tx: Prisma.TransactionClient, order: RefundableOrder, at: Date): Promise<boolean> {
  const running = await findRunningSubscription(tx, order);
  if (running) await endSubscription(tx, { subscriptionId: running.id, entitlementId: running.entitlementId, reason: 'refunded', at });
  if (!order.entitlement) return false;
  const { wasHeld, isRestored } = await endRight(tx, { entitlementId: order.entitlement.id, buyerId: order.buyerId, placedAt: order.placedAt, at });
  // What counted as a sale when it was placed counts no more, in no figure of demand either.
  if (!wasHeld && order.planKind !== 'FREE') {
    await addSales(tx, { listingId: order.listingId, count: -1, voices: order.isVoice ? -1 : 0 });
    await forgetPurchase(tx, { accountId: toAccountId(order.buyerId), listingId: order.listingId, since: order.placedAt });
  }
  return isRestored;
}
