import { record } from '@/lib/audit';
import { requireRole, type Context, type Db } from '@/lib/db';
import { toPage } from '@/lib/shared/page';
import { isPseudonymOf, pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ListUsersInput, Page, UserRow } from './schema';
import { listAccountIdsOf, listAccounts } from './store/accounts';

/** People as administrators and auditors see them: by pseudonym, never by address; all of them, or those of one role or status. Looking is itself recorded. */
export async function listUsers(ctx: Context, input: ListUsersInput & { readonly cursor?: string | undefined; readonly size: number }): Promise<Result<Page<UserRow>>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const before = input.cursor === undefined ? null : await findPlace(ctx.db, input.cursor);
  if (input.cursor !== undefined && before === null) return refuse('input-invalid', { field: 'cursor' });
  const rows = await listAccounts(ctx.db, { before, size: input.size, role: input.role, status: input.status });
  await record(ctx.db, ctx, { action: 'admin.read-users', objectType: 'account', objectId: '' });
  return ok(toPage(rows, input.size, { item: toUserRow, cursor: (row) => `${row.createdAt.getTime()}_${pseudonym('admin', row.id)}` }));
}

const cursorShape = /^(\d{1,15})_(p\d+_[\w-]{22})$/;

/** The place after the last person shown. The cursor stands in an address, so it names her by pseudonym too: looked for among those of the same moment. */
async function findPlace(db: Db, cursor: string): Promise<{ readonly at: Date; readonly id: string } | null> {
  const match = cursorShape.exec(cursor);
  const at = new Date(Number(match?.[1] ?? Number.NaN));
  if (!match || Number.isNaN(at.getTime())) return null;
  const id = (await listAccountIdsOf(db, { createdAt: at })).find((each) => isPseudonymOf(match[2] ?? '', 'admin', each));
  return id === undefined ? null : { at, id };
}

export function toUserRow(row: Awaited<ReturnType<typeof listAccounts>>[number]): UserRow {
  return {
    pseudonym: pseudonym('admin', row.id), roles: row.roles, status: row.status, sellerName: row.seller?.name ?? null,
    orderCount: row._count.orders, isDemo: row.isDemo, createdAt: row.createdAt.toISOString(),
  };
}
