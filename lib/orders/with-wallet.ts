import { requireInformed } from '@/lib/consent';
import type { Context, Prisma } from '@/lib/db';
import { env } from '@/lib/env';
import type { Result } from '@/lib/shared/result';
import { lockAccount } from './store/ledger';

export type Buying = { readonly buyerId: string; readonly wallet: { readonly id: string; readonly balanceMinor: number } };

/**
 * How every purchase begins: a buyer to whom the notice was shown, and one transaction that has locked her wallet before it looks at anything. So her purchases follow
 * each other: a double click finds what the first click made, and two orders never spend the same balance.
 */
export async function withWallet<Made>(ctx: Context, buy: (tx: Prisma.TransactionClient, buying: Buying) => Promise<Result<Made>>, { timeout = 20_000 }: { readonly timeout?: number } = {}): Promise<Result<Made>> {
  const who = await requireInformed(ctx, 'BUYER');
  if (!who.ok) return who;
  const buyerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => buy(tx, { buyerId, wallet: await lockAccount(tx, { kind: 'WALLET', ownerId: buyerId, currency: env().MARKET_CURRENCY }) }), { maxWait: 10_000, timeout });
}
