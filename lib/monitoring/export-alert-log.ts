import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { toCsv } from '@/lib/shared/to-csv';
import { listAlertLog } from './list-alert-log';
import type { AlertLogInput } from './schema';

const maxRows = 1_000;

/** The newest thousand alerts and everything that was done about them, one line an event. */
export async function exportAlertLog(ctx: Context, input: AlertLogInput): Promise<Result<string>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const log = await listAlertLog(ctx, { ...input, size: maxRows });
  if (!log.ok) return log;
  await record(ctx.db, ctx, { action: 'alert.exported', objectType: 'alert', objectId: '', detail: { rowCount: log.value.items.length } });
  const rows = log.value.items.flatMap((alert) => alert.events.map((event) => [
    alert.id, alert.model, alert.metric, alert.kind, alert.severity, alert.state, alert.isTest ? 'test' : '', alert.value, alert.threshold, alert.raisedAt, alert.resolvedAt, event.at, event.kind, event.actor, event.reason,
  ]));
  return ok(toCsv(['alert', 'model', 'metric', 'rule', 'severity', 'state', 'test', 'value', 'threshold', 'raised', 'resolved', 'event_at', 'event', 'actor', 'reason'], rows));
}
