import type { Context, Db } from '@/lib/db';
import { pseudonyms } from '@/lib/shared/pseudonym';
import type { AccountId } from '@/lib/shared/ids';
import { toAuditRows } from './list-audit-events';
import type { AuditAction, AuditRow } from './schema';
import { listEventsOfSubject, listEventsOn } from './store';

/** What the log says that a person did, newest first; for herself. Her own sealed fields are opened for her. */
export async function listOwnAuditEvents(ctx: Pick<Context, 'db'>, { accountId, take }: { readonly accountId: AccountId; readonly take: number }): Promise<readonly AuditRow[]> {
  const rows = await listEventsOfSubject(ctx.db, { subjects: pseudonyms('audit', accountId), take });
  return toAuditRows({ db: ctx.db, actor: { kind: 'account', accountId, sessionId: '', roles: ['ADMIN'] } }, rows);
}

/** What others did that concerns one person: looked at her account or her orders or asked for her address. Not by whom. */
export async function listSightings(db: Db, { accountId, take }: { readonly accountId: AccountId; readonly take: number }): Promise<readonly { readonly at: string; readonly action: string; readonly role: string; readonly reason: string }[]> {
  const actions: readonly AuditAction[] = ['identity.revealed', 'admin.read-user', 'admin.read-orders', 'buyer.contact-read', 'account.role-changed', 'account.status-changed', 'rights.answered'];
  const rows = await listEventsOn(db, { objectIds: pseudonyms('audit', accountId), actions, take });
  return rows.map(({ at, action, canonical }) => {
    const { role, reason } = (JSON.parse(canonical) as { detail?: Record<string, unknown> }).detail ?? {};
    return { at: at.toISOString(), action, role: typeof role === 'string' ? role : '', reason: typeof reason === 'string' ? reason : '' };
  });
}
