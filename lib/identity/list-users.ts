import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { toPage } from '@/lib/shared/page';
import { formatCursor, parseCursor } from '@/lib/shared/page-cursor';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { Page, UserRow } from './schema';
import { listAccounts } from './store/accounts';

/** People as administrators and auditors see them: by pseudonym, never by address. Looking is itself recorded. */
export async function listUsers(ctx: Context, input: { readonly cursor?: string | undefined; readonly size: number }): Promise<Result<Page<UserRow>>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const before = input.cursor === undefined ? null : parseCursor(input.cursor);
  if (input.cursor !== undefined && before === null) return refuse('input-invalid', { field: 'cursor' });
  const rows = await listAccounts(ctx.db, { before, size: input.size });
  await record(ctx.db, ctx, { action: 'admin.read-users', objectType: 'account', objectId: '' });
  return ok(toPage(rows, input.size, { item: toUserRow, cursor: (row) => formatCursor({ at: row.createdAt, id: row.id }) }));
}

export function toUserRow(row: Awaited<ReturnType<typeof listAccounts>>[number]): UserRow {
  return {
    pseudonym: pseudonym('admin', row.id), roles: row.roles, status: row.status, sellerName: row.seller?.name ?? null,
    orderCount: row._count.orders, isDemo: row.isDemo, createdAt: row.createdAt.toISOString(),
  };
}
