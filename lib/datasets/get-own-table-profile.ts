import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { findOwnTable } from './privacy/store';
import type { ColumnProfile, TableProfile } from './schema';

/** Columns and keys of a measured revision of one's own. */
export async function getOwnTableProfile(ctx: Context, { revisionId }: { readonly revisionId: string }): Promise<Result<{ readonly columns: readonly ColumnProfile[]; readonly table: TableProfile | null }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const row = await findOwnTable(ctx.db, { revisionId, ownerId: who.value.accountId });
  if (!row?.profile) return refuse('not-found');
  return ok({ columns: row.profile.columns as unknown as ColumnProfile[], table: row.profile.table as unknown as TableProfile | null });
}
