import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { readWeeks } from './read-weeks';
import type { SellerEarnings } from './schema';
import { findBalance } from './store/ledger';
import { sumSales } from './store/reports';

/** Revenue is what buyers paid; the balance is what is left after the exchange's fee. */
export async function getEarnings(ctx: Context): Promise<Result<SellerEarnings>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  const currency = env().MARKET_CURRENCY;
  const [balance, sales, weeks] = await Promise.all([
    findBalance(ctx.db, { kind: 'SELLER_BALANCE', ownerId: sellerId, currency }),
    sumSales(ctx.db, { sellerId }),
    readWeeks(ctx.db, ctx.now(), { sellerId }),
  ]);
  return ok({
    balanceMinor: balance?.balanceMinor ?? 0,
    currency,
    ...sales,
    weeks,
  });
}
