import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { readWeeks } from './read-weeks';
import type { OrderFigures, WeekOfOrders } from './schema';
import { sumOrders } from './store/reports';

/** Sums only: no order is looked at, so nothing is recorded. */
export async function getOrderFigures(ctx: Context): Promise<Result<OrderFigures>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const currency = env().MARKET_CURRENCY;
  const [all, demo] = await Promise.all([sumOrders(ctx.db, { currency, onlyDemo: false }), sumOrders(ctx.db, { currency, onlyDemo: true })]);
  return ok({ ...all, demoOrderCount: demo.orderCount, demoRevenueMinor: demo.revenueMinor, currency, feePercent: env().MARKET_FEE_PERCENT });
}

/** What was sold in each of the last twelve weeks, this one included. */
export async function listOrderWeeks(ctx: Context): Promise<Result<readonly WeekOfOrders[]>> {
  const who = requireRole(ctx, 'ADMIN');
  return who.ok ? ok(await readWeeks(ctx.db, ctx.now(), { currency: env().MARKET_CURRENCY })) : who;
}
