import { requireRole, type Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { verifyChain } from './core/verify-chain';
import { toAuditRows } from './list-audit-events';
import { proveEvent } from './prove-event';
import { recordReading } from './record-reading';
import type { AuditEventView } from './schema';
import { PastHasChanged } from './signing-periods';
import { findEvent } from './store';

/** One event with its bytes, its hash made again and its readable columns held against them, and the proof that it is in the signed log. */
export async function getAuditEvent(ctx: Context, { seq }: { readonly seq: string }): Promise<Result<AuditEventView>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const row = await findEvent(ctx.db, { seq: BigInt(seq) });
  const [view] = row ? await toAuditRows(ctx, [{ ...row, at: new Date(row.at) }]) : [];
  if (!row || !view) return refuse('not-found');
  // Of a log whose keys do not follow on one another nothing is proven; the page of the log says so in red.
  const receipt = await proveEvent(ctx.db, { seq: row.seq }).catch((error: unknown) => { if (error instanceof PastHasChanged) return null; throw error; });
  const recorded = await recordReading(ctx, { action: 'admin.read-event', objectType: 'audit', objectId: seq });
  if (!recorded.ok) return recorded;
  return ok({ ...view, canonical: row.canonical, prevHash: row.prevHash, isHashRight: verifyChain({ seq: row.seq - 1n, hash: row.prevHash }, [row]).ok, receipt });
}
