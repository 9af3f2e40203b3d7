import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole, resolvePseudonym } from '@/lib/identity';
import type { Page } from '@/lib/identity/schema';
import { toMinor } from '@/lib/shared/money';
import { toPage } from '@/lib/shared/page';
import { formatCursor, parseCursor } from '@/lib/shared/page-cursor';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { refundWindow } from './core/decide-refund';
import type { AdminOrderRow, ListAllOrdersInput } from './schema';
import { listSuperseded } from './store/refunds';
import { listOrders } from './store/reports';

/** For administrators: buyers by their administrative pseudonym; all orders, or those that fit, newest first. Reading is recorded, and of whom where it was one buyer's. */
export async function listAllOrders(
  ctx: Context,
  { cursor, size, buyer, ...filter }: ListAllOrdersInput & { readonly cursor?: string | undefined; readonly size: number },
): Promise<Result<Page<AdminOrderRow>>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const after = cursor === undefined ? null : parseCursor(cursor);
  if (cursor !== undefined && !after) return refuse('input-invalid', { field: 'cursor' });
  const buyerId = buyer === undefined ? undefined : await resolvePseudonym(ctx.db, { purpose: 'admin', value: buyer });
  return ctx.db.$transaction(async (tx) => {
    const rows = await listOrders(tx, { after, take: size + 1, ...filter, ...(buyerId === undefined ? {} : { buyerId }) });
    const superseded = await listSuperseded(tx, { orderIds: rows.map((row) => row.id) });
    const page = toPage(rows, size, { item: (row) => rowOf(row, superseded.has(row.id), ctx.now()), cursor: (row) => formatCursor({ at: row.placedAt, id: row.id }) });
    const other = buyerId && buyerId !== who.value.accountId ? buyerId : null;
    await record(tx, ctx, { action: 'admin.read-orders', objectType: other ? 'account' : 'order', objectId: other ? pseudonym('audit', other) : '', detail: { count: page.items.length, ...(other ? { role: 'ADMIN' } : {}) } });
    return ok(page);
  });
}

function rowOf({ buyerId, buyer, listing, priceMinor, feeMinor, placedAt, ...row }: Awaited<ReturnType<typeof listOrders>>[number], isSuperseded: boolean, now: Date): AdminOrderRow {
  return {
    ...row,
    buyer: pseudonym('admin', buyerId), listingTitle: listing.title, sellerName: listing.seller.name,
    priceMinor: toMinor(priceMinor), feeMinor: toMinor(feeMinor), placedAt: placedAt.toISOString(),
    refundableUntil: refundWindow({ isSuperseded, status: row.status, priceMinor, placedAt, buyer }, { windowDays: env().MARKET_REFUND_DAYS, now }),
  };
}
