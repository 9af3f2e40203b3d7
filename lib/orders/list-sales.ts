import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import type { Page } from '@/lib/identity/schema';
import { toMinor } from '@/lib/shared/money';
import { toPage } from '@/lib/shared/page';
import { formatCursor, parseCursor, type PageCursor } from '@/lib/shared/page-cursor';
import { buyerPseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { refundWindow } from './core/decide-refund';
import { listSalesInput, type ListSalesInput, type SaleRow } from './schema';
import { listSuperseded } from './store/refunds';
import { listBeginnings, listSalesOf } from './store/reports';

/** A page of the seller's own sales, the newest first: all of them can be reached, and given back while they may be. */
export async function listSales(ctx: Context, input: ListSalesInput): Promise<Result<Page<SaleRow>>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const parsed = listSalesInput.safeParse(input);
  if (!parsed.success) return refuse('input-invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
  const { cursor, size } = parsed.data;
  const after = cursor === undefined ? null : parseCursor(cursor);
  if (cursor !== undefined && !after) return refuse('input-invalid', { field: 'cursor' });
  const rows = await readSales(ctx, { sellerId: who.value.accountId, after, take: size + 1 });
  return ok(toPage(rows, size, { item: ({ row }) => row, cursor: ({ at, row }) => formatCursor({ at, id: row.id }) }));
}

/** Buyers by the pseudonym they have with this seller. */
export async function readSales({ db, now }: Pick<Context, 'db' | 'now'>, wanted: { readonly sellerId: string; readonly after: PageCursor | null; readonly take: number }): Promise<readonly { readonly at: Date; readonly row: SaleRow }[]> {
  const orders = await listSalesOf(db, wanted);
  const superseded = await listSuperseded(db, { orderIds: orders.map((order) => order.id) });
  const beginnings = await listBeginnings(db, { sellerId: wanted.sellerId, buyerIds: orders.map(({ buyerId }) => buyerId) });
  return orders.map(({ id, buyerId, priceMinor, placedAt, listing, status, buyer }) => ({
    at: placedAt,
    row: {
      id, refundableUntil: refundWindow({ isSuperseded: superseded.has(id), status, priceMinor, placedAt, buyer }, { windowDays: env().MARKET_REFUND_DAYS, now: now() }),
      buyer: buyerPseudonym({ buyerId, sellerId: wanted.sellerId, since: beginnings.get(buyerId) ?? placedAt }), listingTitle: listing.title, priceMinor: toMinor(priceMinor), placedAt: placedAt.toISOString(),
    },
  }));
}
