import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { OrderFigures } from './schema';
import { sumOrders } from './store/reports';

/** Sums only: no order is looked at, so nothing is recorded. */
export async function getOrderFigures(ctx: Context): Promise<Result<OrderFigures>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const currency = env().MARKET_CURRENCY;
  const [all, demo] = await Promise.all([sumOrders(ctx.db, { currency, onlyDemo: false }), sumOrders(ctx.db, { currency, onlyDemo: true })]);
  return ok({ ...all, demoOrderCount: demo.orderCount, demoRevenueMinor: demo.revenueMinor, currency, feePercent: env().MARKET_FEE_PERCENT });
}
