import type { Context, Db } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { canonicalDetail, escapeUnsafe, type AuditDetail } from './core/canonical-detail';
import type { AuditAction } from './schema';

export type AuditEntry = {
  readonly action: AuditAction;
  readonly objectType: string;
  readonly objectId: string;
  readonly outcome?: 'ok' | 'refused';
  readonly detail?: AuditDetail;
};

/**
 * Appends one event. Call it last inside the transaction of the change it records: both commit or neither does, and the
 * head of the chain stays locked no longer than needed.
 */
export async function record(tx: Db, ctx: Pick<Context, 'actor' | 'now' | 'requestId'>, entry: AuditEntry): Promise<void> {
  const { action, objectType, objectId, outcome = 'ok', detail = {} } = entry;
  await tx.$queryRaw`
    select audit_append(${ctx.now()}::timestamptz, ${auditActor(ctx.actor)}, ${action}, ${objectType}, ${escapeUnsafe(objectId)}, ${outcome},
      ${escapeUnsafe(ctx.requestId)}, ${canonicalDetail(detail)})`;
}

function auditActor(actor: Context['actor']): string {
  return actor.kind === 'account' ? pseudonym('audit', actor.accountId) : actor.kind;
}
