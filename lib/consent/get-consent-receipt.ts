import { sign } from 'node:crypto';
import { auditKey, getReceipt, readPeriodAt } from '@/lib/audit';
import { requireRole, type Context, type Db } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { consentSubjects } from './consent-subject';
import type { ConsentReceipt } from './schema';
import { findConsentRecord } from './store';

type Asked = { readonly choiceId?: string | undefined };

/** The asker's own decision, the newest one unless named: its record, signed, and the proof that the record's hash is in the signed log. */
export async function getConsentReceipt(ctx: Context, { choiceId }: Asked = {}): Promise<Result<ConsentReceipt>> {
  const subjects = consentSubjects(ctx);
  return subjects.length === 0 ? refuse('not-found') : receiptOf(ctx, await findConsentRecord(ctx.db, { subjects, choiceId }));
}

/** The same for who looks after the log. It names nobody: the record holds a pseudonym. */
export async function proveConsent(ctx: Context, { choiceId }: { readonly choiceId: string }): Promise<Result<ConsentReceipt>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  return who.ok ? receiptOf(ctx, await findConsentRecord(ctx.db, { choiceId })) : who;
}

async function receiptOf(ctx: Pick<Context, 'now'> & { readonly db: Context['db'] }, kept: Awaited<ReturnType<typeof findConsentRecord>>): Promise<Result<ConsentReceipt>> {
  if (!kept) return refuse('not-found');
  const inclusion = await getReceipt(ctx, { action: await actionOf(ctx.db, kept.choiceId), objectId: kept.choiceId });
  if (!inclusion.ok) return inclusion;
  // By the key of the checkpoint beside it: one key to be checked, and the newest.
  const { version } = await readPeriodAt(ctx.db, inclusion.value.size);
  return ok({
    version: 1, record: JSON.parse(kept.body) as Record<string, unknown>, signature: sign(null, Buffer.from(kept.body), auditKey(version).key).toString('base64'), verifierKey: inclusion.value.verifierKey, inclusion: inclusion.value,
  });
}

async function actionOf(db: Db, choiceId: string): Promise<'consent.recorded' | 'consent.expired'> {
  return (await db.consentEvent.count({ where: { choiceId, decision: 'EXPIRED' } })) > 0 ? 'consent.expired' : 'consent.recorded';
}
