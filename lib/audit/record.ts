import type { Context, Db } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonym } from '@/lib/shared/pseudonym';
import { keySubject, sealForSubject } from '@/lib/vault';
import { canonicalDetail, escapeUnsafe, type AuditDetail } from './core/canonical-detail';
import type { AuditAction } from './schema';

export type AuditEntry = {
  readonly action: AuditAction;
  readonly objectType: string;
  readonly objectId: string;
  readonly outcome?: 'ok' | 'refused';
  readonly detail?: AuditDetail;
  /** What is personal: sealed under the key of the person it is about, so that erasing her leaves the hashes as they are and this unreadable. */
  readonly personal?: { readonly about: AccountId; readonly fields: Readonly<Record<string, string>> };
};

/**
 * Appends one event. Call it last inside the transaction of the change it records: both commit or neither does, and the
 * head of the chain stays locked no longer than needed.
 */
export async function record(tx: Db, ctx: Pick<Context, 'actor' | 'now' | 'requestId'>, entry: AuditEntry): Promise<void> {
  const { action, objectType, outcome = 'ok' } = entry;
  const objectId = escapeUnsafe(entry.objectId);
  const detail = { ...roleOf(ctx.actor), ...entry.detail, ...(await sealPersonal(tx, entry, personalPlace({ action, objectType, objectId }))) };
  await tx.$queryRaw`
    select audit_append(${ctx.now()}::timestamptz, ${auditActor(ctx.actor)}, ${action}, ${objectType}, ${objectId}, ${outcome},
      ${escapeUnsafe(ctx.requestId)}, ${canonicalDetail(detail)})`;
}

/** Where a sealed field stands: moved to another event it no longer opens. */
export function personalPlace({ action, objectType, objectId }: { readonly action: string; readonly objectType: string; readonly objectId: string }): string {
  return `AuditEvent|${action}|${objectType}|${objectId}`;
}

async function sealPersonal(tx: Db, { personal }: AuditEntry, place: string): Promise<AuditDetail> {
  if (personal === undefined) return {};
  const subject = keySubject(personal.about);
  const sealed = await sealForSubject(tx, { accountId: personal.about, place, text: JSON.stringify(personal.fields), subject });
  return sealed === null ? {} : { personal: sealed, personalOf: subject };
}

function auditActor(actor: Context['actor']): string {
  return actor.kind === 'account' ? pseudonym('audit', actor.accountId) : actor.kind;
}

const ranks = ['ADMIN', 'AUDITOR', 'SELLER', 'BUYER'] as const;

/** In which capacity somebody acted: her highest role in this session. */
function roleOf(actor: Context['actor']): AuditDetail {
  const role = actor.kind === 'account' ? ranks.find((each) => actor.roles.includes(each)) : undefined;
  return role === undefined ? {} : { role };
}
