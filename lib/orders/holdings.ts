import { lockAllOf } from '@/lib/catalog';
import type { Db, Prisma } from '@/lib/db';
import { env } from '@/lib/env';
import type { AccountId } from '@/lib/shared/ids';
import type { Holdings } from './schema';
import { countHolders, countRights, listRunning, revokeRights } from './store/holdings';
import { exchangeOwnerId, findBalance, insertTransaction, lockAccount } from './store/ledger';
import { isDemoAccount } from './store/orders';
import { endSubscription } from './store/subscriptions';

type Whose = { readonly accountId: AccountId; readonly at: Date };

/** What an account holds that would end with it. For a use case that has checked who asks. */
export async function findHoldings(db: Db, { accountId, at }: Whose): Promise<Holdings> {
  const currency = env().MARKET_CURRENCY;
  const [wallet, earned] = [await findBalance(db, { kind: 'WALLET', ownerId: accountId, currency }), await findBalance(db, { kind: 'SELLER_BALANCE', ownerId: accountId, currency })];
  const running = await listRunning(db, { buyerId: accountId });
  return {
    currency, walletMinor: wallet?.balanceMinor ?? 0, sellerBalanceMinor: earned?.balanceMinor ?? 0,
    subscriptions: running.map(({ title, paidUntil }) => ({ title, paidUntil: paidUntil.toISOString() })),
    licenceCount: await countRights(db, { buyerId: accountId, now: at }), holderCount: await countHolders(db, { sellerId: accountId, now: at }),
  };
}

/**
 * Gives all of it up, within the caller's transaction and under the locks of both balances: subscriptions and rights end, and what is left of money goes back where demo credit
 * comes from, as an entry of the ledger, so that nobody gains by an erasure. Answers what it was, for the caller to compare with what the person agreed to.
 */
export async function giveUpHoldings(tx: Prisma.TransactionClient, { accountId, at }: Whose): Promise<Holdings> {
  const currency = env().MARKET_CURRENCY;
  const wallet = await lockAccount(tx, { kind: 'WALLET', ownerId: accountId, currency });
  // In the order of a purchase, which holds the listing while it waits for the seller's balance.
  await lockAllOf(tx, { sellerId: accountId });
  const earned = await lockAccount(tx, { kind: 'SELLER_BALANCE', ownerId: accountId, currency });
  const holdings = await findHoldings(tx, { accountId, at });
  for (const { id, entitlementId } of await listRunning(tx, { buyerId: accountId })) await endSubscription(tx, { subscriptionId: id, entitlementId, reason: 'erased', at });
  await revokeRights(tx, { buyerId: accountId, at });
  const totalMinor = wallet.balanceMinor + earned.balanceMinor;
  if (totalMinor === 0) return holdings;
  const source = await lockAccount(tx, { kind: 'DEMO_CREDIT', ownerId: exchangeOwnerId, currency });
  await insertTransaction(tx, {
    kind: 'given-up', reference: '', idempotencyKey: `given-up:${wallet.id}`, isDemo: await isDemoAccount(tx, { accountId }), at,
    entries: [{ accountId: wallet.id, amountMinor: -wallet.balanceMinor }, { accountId: earned.id, amountMinor: -earned.balanceMinor }, { accountId: source.id, amountMinor: totalMinor }],
  });
  return holdings;
}
