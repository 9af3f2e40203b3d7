import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { decideTopUp } from './core/decide-top-up';
import type { TopUpInput } from './schema';
import { exchangeOwnerId, hasTransaction, insertTransaction, lockAccount } from './store/ledger';
import { isDemoAccount } from './store/orders';

/** Demo credit into the wallet. The same key pays in once; repeating it answers with the present balance. */
export async function topUpWallet(ctx: Context, input: TopUpInput): Promise<Result<{ balanceMinor: number }>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const ownerId = who.value.accountId;
  const currency = env().MARKET_CURRENCY;
  return ctx.db.$transaction(async (tx) => {
    const wallet = await lockAccount(tx, { kind: 'WALLET', ownerId, currency });
    // Keyed by the wallet too: somebody else's key is not an answer to this one. Never by the person: what is posted stays when she is erased.
    const idempotencyKey = `top-up:${wallet.id}:${input.idempotencyKey}`;
    if (await hasTransaction(tx, { idempotencyKey })) return ok({ balanceMinor: wallet.balanceMinor });
    const decision = decideTopUp(wallet.balanceMinor, input.amountMinor);
    if (!decision.ok) return decision;

    const { amountMinor } = decision.value;
    const credit = await lockAccount(tx, { kind: 'DEMO_CREDIT', ownerId: exchangeOwnerId, currency });
    await insertTransaction(tx, {
      kind: 'top-up', reference: '', idempotencyKey, isDemo: await isDemoAccount(tx, { accountId: ownerId }), at: ctx.now(),
      entries: [{ accountId: wallet.id, amountMinor }, { accountId: credit.id, amountMinor: -amountMinor }],
    });
    await record(tx, ctx, { action: 'wallet.credited', objectType: 'wallet', objectId: wallet.id, detail: { amountMinor, currency } });
    return ok({ balanceMinor: wallet.balanceMinor + amountMinor });
  }, { maxWait: 10_000, timeout: 20_000 });
}
