import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { OrderFigures, WeekOfOrders } from './schema';
import { sumOrders, sumWeeks } from './store/reports';

/** Sums only: no order is looked at, so nothing is recorded. */
export async function getOrderFigures(ctx: Context): Promise<Result<OrderFigures>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const currency = env().MARKET_CURRENCY;
  const [all, demo] = await Promise.all([sumOrders(ctx.db, { currency, onlyDemo: false }), sumOrders(ctx.db, { currency, onlyDemo: true })]);
  return ok({ ...all, demoOrderCount: demo.orderCount, demoRevenueMinor: demo.revenueMinor, currency, feePercent: env().MARKET_FEE_PERCENT });
}

const weeks = 12;

/** What was sold in each of the last twelve weeks, this one included. */
export async function listOrderWeeks(ctx: Context): Promise<Result<{ readonly currency: string; readonly weeks: readonly WeekOfOrders[] }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const currency = env().MARKET_CURRENCY;
  const until = ctx.now();
  const rows = await sumWeeks(ctx.db, { currency, since: new Date(until.getTime() - (weeks - 1) * 7 * 24 * 60 * 60 * 1_000), until });
  return ok({ currency, weeks: rows.map(({ week, ...row }) => ({ ...row, week: week.toISOString() })) });
}
