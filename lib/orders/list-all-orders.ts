import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import type { Page } from '@/lib/identity/schema';
import { toMinor } from '@/lib/shared/money';
import { formatCursor, parseCursor } from '@/lib/shared/page-cursor';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { AdminOrderRow } from './schema';
import { listOrders } from './store/reports';

/** For administrators: buyers by their administrative pseudonym. Reading is recorded. */
export async function listAllOrders(
  ctx: Context,
  { cursor, size }: { readonly cursor?: string | undefined; readonly size: number },
): Promise<Result<Page<AdminOrderRow>>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const after = cursor === undefined ? null : parseCursor(cursor);
  if (cursor !== undefined && !after) return refuse('input-invalid', { field: 'cursor' });
  return ctx.db.$transaction(async (tx) => {
    const rows = await listOrders(tx, { after, take: size + 1 });
    const shown = rows.slice(0, size);
    const last = shown.at(-1);
    await record(tx, ctx, { action: 'admin.read-orders', objectType: 'orders', objectId: cursor ?? 'first', detail: { count: shown.length } });
    return ok({
      items: shown.map(({ buyerId, listing, priceMinor, feeMinor, placedAt, ...row }) => ({
        ...row,
        buyer: pseudonym('admin', buyerId), listingTitle: listing.title, sellerName: listing.seller.name,
        priceMinor: toMinor(priceMinor), feeMinor: toMinor(feeMinor), placedAt: placedAt.toISOString(),
      })),
      nextCursor: rows.length > size && last ? formatCursor({ at: last.placedAt, id: last.id }) : null,
    });
  });
}
