import { requireRole, type Context, type Db } from '@/lib/db';
import { toPage } from '@/lib/shared/page';
import { ok, type Result } from '@/lib/shared/result';
import { openForSubject } from '@/lib/vault';
import { personalPlace } from './record';
import { recordReading } from './record-reading';
import type { AuditLogInput, AuditRow } from './schema';
import { listEvents, type OtherNames } from './store';

type Stored = Awaited<ReturnType<typeof listEvents>>[number];

/** A page of the log, newest first. Looking is recorded, with what was looked for. */
export async function listAuditEvents(ctx: Context, input: AuditLogInput, names: OtherNames = {}): Promise<Result<{ items: readonly AuditRow[]; nextCursor: string | null }>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const { items, nextCursor } = toPage(await listEvents(ctx.db, input, names), input.size, { item: (row) => row, cursor: (row) => String(row.seq) });
  const { action = null, actor = null, objectId = null, outcome = null, from = null, to = null } = input;
  const recorded = await recordReading(ctx, { action: 'admin.read-audit', objectType: 'audit', objectId: '', detail: { action, actor, objectId, outcome, from, to } });
  if (!recorded.ok) return recorded;
  return ok({ items: await toAuditRows(ctx, items), nextCursor });
}

/** What was sealed is opened for administrators; an auditor sees that there is something. */
export async function toAuditRows(ctx: Pick<Context, 'db' | 'actor'>, rows: readonly Stored[]): Promise<AuditRow[]> {
  const mayOpen = ctx.actor.kind === 'account' && ctx.actor.roles.includes('ADMIN');
  const views: AuditRow[] = [];
  for (const { canonical, seq, at, ...rest } of rows) {
    const { detail, sealed, subject } = readDetail(canonical);
    const personal = sealed === null || subject === null ? null : mayOpen ? await openPersonal(ctx.db, { subject, sealed, place: personalPlace(rest) }) : 'sealed';
    views.push({ ...rest, seq: String(seq), at: at.toISOString(), detail, personal });
  }
  return views;
}

/** A row that somebody changed by hand may hold anything: it is shown as far as it can be read, and verification names it. */
function readDetail(canonical: string): { readonly detail: Readonly<Record<string, unknown>>; readonly sealed: string | null; readonly subject: string | null } {
  try {
    const { personal, personalOf, ...detail } = (JSON.parse(canonical) as { detail?: Record<string, unknown> }).detail ?? {};
    return { detail, sealed: typeof personal === 'string' ? personal : null, subject: typeof personalOf === 'string' ? personalOf : null };
  } catch {
    return { detail: {}, sealed: null, subject: null };
  }
}

async function openPersonal(db: Db, at: { readonly subject: string; readonly sealed: string; readonly place: string }): Promise<Readonly<Record<string, string>> | 'erased' | 'sealed'> {
  try {
    const text = await openForSubject(db, at);
    return text === null ? 'erased' : (JSON.parse(text) as Record<string, string>);
  } catch {
    return 'sealed';
  }
}
