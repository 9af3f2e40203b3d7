import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { weekSeries } from './core/week-series';
import type { SellerEarnings } from './schema';
import { findBalance } from './store/ledger';
import { listWeekSums, sumSales } from './store/reports';

const thirteenWeeksMs = 13 * 7 * 24 * 3_600_000;

/** Revenue is what buyers paid; the balance is what is left after the exchange's fee. */
export async function getEarnings(ctx: Context): Promise<Result<SellerEarnings>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  const currency = env().MARKET_CURRENCY;
  const now = ctx.now().getTime();
  const [balance, sales, weeks] = await Promise.all([
    findBalance(ctx.db, { kind: 'SELLER_BALANCE', ownerId: sellerId, currency }),
    sumSales(ctx.db, { sellerId }),
    listWeekSums(ctx.db, { sellerId, since: new Date(now - thirteenWeeksMs) }),
  ]);
  return ok({
    balanceMinor: balance?.balanceMinor ?? 0,
    currency,
    ...sales,
    weeks: weekSeries(weeks, now).map((week) => ({ ...week, weekStart: new Date(week.weekStart).toISOString().slice(0, 10) })),
  });
}
