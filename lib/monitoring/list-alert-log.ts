import { requireRole, type Context } from '@/lib/db';
import { formatCursor, parseCursor } from '@/lib/shared/page-cursor';
import { toPage } from '@/lib/shared/page';
import { ok, type Result } from '@/lib/shared/result';
import { ruleParameters, type AlertLogInput, type AlertView } from './schema';
import { listAlerts } from './store';

export async function listAlertLog(ctx: Context, { cursor, ...input }: AlertLogInput): Promise<Result<{ items: readonly AlertView[]; nextCursor: string | null }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const rows = await listAlerts(ctx.db, { ...input, before: cursor === undefined ? null : parseCursor(cursor) });
  return ok(toPage(rows, input.size, { item: toView, cursor: (row) => formatCursor({ at: row.raisedAt, id: row.id }) }));
}

function toView({ rule, events, raisedAt, lastSeenAt, resolvedAt, ...rest }: Awaited<ReturnType<typeof listAlerts>>[number]): AlertView {
  return {
    ...rest, parameters: ruleParameters.parse(rule.parameters), raisedAt: raisedAt.toISOString(), lastSeenAt: lastSeenAt.toISOString(), resolvedAt: resolvedAt?.toISOString() ?? null,
    events: events.map((event) => ({ ...event, at: event.at.toISOString() })),
  };
}
