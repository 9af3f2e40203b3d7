import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { requireSignIn } from '@/lib/identity';
import { toPage } from '@/lib/shared/page';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { consentSubject } from './consent-subject';
import type { ConsentLogInput, ConsentRow, ConsentStanding } from './schema';
import { countStanding, listConsentRows } from './store';

export async function listConsentEvents(ctx: Context, input: ConsentLogInput): Promise<Result<{ items: readonly ConsentRow[]; nextCursor: string | null }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  if (input.cursor !== undefined && !/^\d{1,18}$/.test(input.cursor)) return refuse('input-invalid', { field: 'cursor' });
  const rows = await listConsentRows(ctx.db, input);
  await record(ctx.db, ctx, { action: 'admin.read-consents', objectType: 'consent', objectId: '', detail: { purpose: input.purpose ?? null, decision: input.decision ?? null } });
  return ok(toPage(rows, input.size, { item: toRow, cursor: (row) => String(row.id) }));
}

/** The person's own choices, newest first. */
export async function getOwnConsentHistory(ctx: Context): Promise<Result<readonly ConsentRow[]>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const subject = consentSubject(ctx);
  if (subject === null) return ok([]);
  return ok((await listConsentRows(ctx.db, { subject, size: 100 })).slice(0, 100).map(toRow));
}

export async function getConsentStanding(ctx: Context): Promise<Result<readonly ConsentStanding[]>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ok((await countStanding(ctx.db)).map((row) => ({ purpose: row.purpose, decision: row.decision, count: Number(row.count), demoCount: Number(row.demo) })));
}

function toRow(row: Awaited<ReturnType<typeof listConsentRows>>[number]): ConsentRow {
  return { ...row, id: String(row.id), at: row.at.toISOString() };
}
