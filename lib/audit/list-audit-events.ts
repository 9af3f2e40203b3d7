import { requireRole, type Context } from '@/lib/db';
import { toPage } from '@/lib/shared/page';
import { ok, type Result } from '@/lib/shared/result';
import { record } from './record';
import type { AuditLogInput, AuditRow } from './schema';
import { listEvents } from './store';

export async function listAuditEvents(ctx: Context, input: AuditLogInput): Promise<Result<{ items: readonly AuditRow[]; nextCursor: string | null }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const rows = await listEvents(ctx.db, input);
  await record(ctx.db, ctx, { action: 'admin.read-audit', objectType: 'audit', objectId: '', detail: { action: input.action ?? null, actor: input.actor ?? null, objectId: input.objectId ?? null } });
  return ok(toPage(rows, input.size, { item: toRow, cursor: (row) => String(row.seq) }));
}

function toRow(row: Awaited<ReturnType<typeof listEvents>>[number]): AuditRow {
  const { canonical, seq, at, ...rest } = row;
  const said = JSON.parse(canonical) as { detail?: Record<string, unknown> };
  return { ...rest, seq: String(seq), at: at.toISOString(), detail: said.detail ?? {} };
}
