import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { requireSignIn } from '@/lib/identity';
import { toPage } from '@/lib/shared/page';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { consentSubjects } from './consent-subject';
import { upToToday } from './core/up-to-today';
import type { ConsentCount, ConsentLogInput, ConsentRow, ConsentStanding } from './schema';
import { countOverTime, countStanding, listConsentRows, listSubjectsOfSame } from './store';

export async function listConsentEvents(ctx: Context, input: ConsentLogInput): Promise<Result<{ items: readonly ConsentRow[]; nextCursor: string | null }>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  if (input.cursor !== undefined && !/^\d{1,18}$/.test(input.cursor)) return refuse('input-invalid', { field: 'cursor' });
  const { subject: asked, ...filter } = input;
  const rows = await listConsentRows(ctx.db, asked === undefined ? filter : { ...filter, subjects: await listSubjectsOfSame(ctx.db, { subject: asked }) });
  const { purpose = null, decision = null, version = null, subject = null, from = null, to = null } = input;
  await record(ctx.db, ctx, { action: 'admin.read-consents', objectType: 'consent', objectId: '', detail: { purpose, decision, version, subject, from, to } });
  return ok(toPage(rows, input.size, { item: toConsentRow, cursor: (row) => String(row.id) }));
}

/** The person's own choices, newest first. */
export async function getOwnConsentHistory(ctx: Context): Promise<Result<readonly ConsentRow[]>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const subjects = consentSubjects(ctx);
  if (subjects.length === 0) return ok([]);
  return ok((await listConsentRows(ctx.db, { subjects, size: 100 })).slice(0, 100).map(toConsentRow));
}

export async function getConsentStanding(ctx: Context): Promise<Result<readonly ConsentStanding[]>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  return ok((await countStanding(ctx.db)).map((row) => ({ purpose: row.purpose, decision: row.decision, count: Number(row.count), demoCount: Number(row.demo) })));
}

const shownDays = 90;

export async function getConsentOverTime(ctx: Context): Promise<Result<readonly ConsentCount[]>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const since = new Date(ctx.now().getTime() - shownDays * 24 * 60 * 60 * 1000);
  return ok(upToToday((await countOverTime(ctx.db, { since })).map((row) => ({ ...row, given: Number(row.given) })), ctx.now().toISOString().slice(0, 10)));
}

export function toConsentRow({ firstSubject: _, ...row }: Awaited<ReturnType<typeof listConsentRows>>[number]): ConsentRow {
  return { ...row, id: String(row.id), at: row.at.toISOString(), expiresAt: row.expiresAt?.toISOString() ?? null };
}
