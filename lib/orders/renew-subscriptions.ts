import { record } from '@/lib/audit';
import { licenceHashes, lockForSale } from '@/lib/catalog';
import type { Context, Prisma } from '@/lib/db';
import { env } from '@/lib/env';
import { eachInTurn } from '@/lib/shared/each-in-turn';
import { decideRenewal, renewAheadMs } from './core/decide-renewal';
import { splitSale } from './core/split-sale';
import { moveSale } from './move-sale';
import { lockAccount } from './store/ledger';
import { findOrderByKey, getBuyer, insertRenewal } from './store/orders';
import { endSubscription, listDueSubscriptions, lockSubscription, prolong } from './store/subscriptions';

/**
 * A job: every subscription whose paid term is about to end goes on at the price it began with, or ends. Each in a transaction of its own under the lock of
 * the buyer's wallet and of the subscription; its order's key holds the number of the term, so that running twice charges once. One that fails holds up no other;
 * that some did is thrown when all have had their turn.
 */
export async function renewSubscriptions(ctx: Context): Promise<{ renewedCount: number; endedCount: number }> {
  if (ctx.actor.kind !== 'system') throw new TypeError('Subscriptions are renewed by the system alone');
  const due = await listDueSubscriptions(ctx.db, { until: new Date(ctx.now().getTime() + renewAheadMs) });
  const counts = { renewedCount: 0, endedCount: 0 };
  await eachInTurn(due, 'subscriptions could not be renewed', async ({ id, buyerId, currency }) => {
    const what = await ctx.db.$transaction((tx) => renewOne(tx, ctx, { subscriptionId: id, buyerId, currency }), { maxWait: 10_000, timeout: 20_000 });
    if (what === 'renew') counts.renewedCount += 1;
    if (what === 'end') counts.endedCount += 1;
  });
  return counts;
}

async function renewOne(tx: Prisma.TransactionClient, ctx: Context, { subscriptionId, buyerId, currency }: { readonly subscriptionId: string; readonly buyerId: string; readonly currency: string }): Promise<'renew' | 'end' | 'wait'> {
  const wallet = await lockAccount(tx, { kind: 'WALLET', ownerId: buyerId, currency });
  const subscription = await lockSubscription(tx, { subscriptionId });
  if (!subscription) return 'wait';
  const listing = await lockForSale(tx, { listingId: subscription.listingId });
  const { isDemo, isActive: isBuyerActive } = await getBuyer(tx, { accountId: buyerId });
  const decision = decideRenewal({ ...subscription, isBuyerActive, isOnSale: listing?.status === 'PUBLISHED', wholeMinor: listing?.currency === currency ? listing.priceMinor : null, balanceMinor: wallet.balanceMinor, now: ctx.now() });
  if (decision.kind === 'wait') return 'wait';
  const { entitlementId, planId, listingId } = subscription;
  if (decision.kind === 'end') {
    await endSubscription(tx, { subscriptionId, entitlementId, reason: decision.reason, at: ctx.now() });
    await record(tx, ctx, { action: 'subscription.ended', objectType: 'subscription', objectId: subscriptionId, detail: { reason: decision.reason } });
    return 'end';
  }
  if (!listing) throw new TypeError('A subscription to a missing listing was renewed');
  const idempotencyKey = `renewal:${subscriptionId}:${subscription.termCount + 1}`;
  if (await findOrderByKey(tx, { buyerId, idempotencyKey })) throw new Error('A term was charged without being given');
  const priceMinor = decision.chargedMinor;
  const split = splitSale(priceMinor, env().MARKET_FEE_PERCENT);
  const orderId = await insertRenewal(tx, {
    buyerId, listingId, revisionId: listing.revisionId, priceMinor, feeMinor: split.feeMinor, currency, planId, idempotencyKey, isDemo,
    licenceCode: listing.licenceCode, licenceSha256: licenceHashes(listing.licenceCode)[0] ?? '', placedAt: ctx.now(),
  });
  if (priceMinor > 0) await moveSale(tx, { walletId: wallet.id, sellerId: listing.sellerId, currency, orderId, priceMinor, ...split, isDemo, at: ctx.now() });
  await prolong(tx, { subscriptionId, entitlementId, until: decision.until });
  await record(tx, ctx, { action: 'subscription.renewed', objectType: 'subscription', objectId: subscriptionId, detail: { orderId, priceMinor, currency, until: decision.until.toISOString() } });
  return 'renew';
}
