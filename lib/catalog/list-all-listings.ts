import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import type { Page } from '@/lib/identity/schema';
import { toPage } from '@/lib/shared/page';
import { formatCursor, parseCursor } from '@/lib/shared/page-cursor';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { AdminListingRow, ListAllListingsInput } from './schema';
import { listAdminRows } from './store/tables';

/** For administrators: every listing, drafts included, or those of one state and whose title has some words; newest first. */
export async function listAllListings(
  ctx: Context,
  { cursor, size, status, title }: ListAllListingsInput & { readonly cursor?: string | undefined; readonly size: number },
): Promise<Result<Page<AdminListingRow>>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const after = cursor === undefined ? null : parseCursor(cursor);
  if (cursor !== undefined && !after) return refuse('input-invalid', { field: 'cursor' });
  const rows = await listAdminRows(ctx.db, { after, take: size + 1, status, title });
  return ok(toPage(rows, size, { item: ({ cursor: _, ...row }) => row, cursor: (row) => formatCursor(row.cursor) }));
}
