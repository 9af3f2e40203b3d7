import { addSales } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { planDemoOrders, type DemoWish } from './core/plan-demo-orders';
import { hasDemoOrders, insertDemoPlan, listDemoSources } from './store/demo';

/**
 * The past of the demo market: generated orders of demo accounts for demo listings, with real ledger entries, each row
 * marked isDemo. Only the system may ask for it; all of it commits at once, and a second time it does nothing.
 */
export async function placeDemoOrders(ctx: Context, { wishes }: { readonly wishes: readonly DemoWish[] }): Promise<{ orderCount: number }> {
  if (ctx.actor.kind !== 'system') throw new TypeError('Demo orders are placed by the system alone');
  const currency = env().MARKET_CURRENCY;
  return ctx.db.$transaction(async (tx) => {
    if (await hasDemoOrders(tx)) return { orderCount: 0 };
    const sources = await listDemoSources(tx, { listingIds: [...new Set(wishes.map((wish) => wish.listingId))], currency });
    const plan = planDemoOrders(wishes, sources, env().MARKET_FEE_PERCENT);
    await insertDemoPlan(tx, { plan, sources, currency });
    for (const [listingId, count] of countByListing(plan.orders)) await addSales(tx, { listingId, count });
    return { orderCount: plan.orders.length };
  }, { maxWait: 10_000, timeout: 60_000 });
}

function countByListing(orders: readonly { readonly listingId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { listingId } of orders) counts.set(listingId, (counts.get(listingId) ?? 0) + 1);
  return counts;
}
