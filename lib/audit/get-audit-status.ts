import { performance } from 'node:perf_hooks';
import { requireRole, type Context, type PrismaClient } from '@/lib/db';
import { processWide } from '@/lib/shared/process-wide';
import { ok, type Result } from '@/lib/shared/result';
import { verifyChain, verifyHead } from './core/verify-chain';
import type { AuditStatusView, VerifyReport } from './schema';
import { findEvent, findStatus, getHead, listChain, writeStatus } from './store';
import { findDatabaseRole } from './store-role';
import { findLastSegment } from './store-segments';
import { verifyAuditChain } from './verify-audit-chain';

/** A log of so many events is verified whole whenever its state is asked for (some tens of milliseconds); of a longer one the end is. */
const wholeRows = 20_000n;
const endRows = 2_000;

/** What is known of the log at this moment. A fault that the last whole verification found stays until one finds none. */
export async function getAuditStatus(ctx: Context): Promise<Result<AuditStatusView>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  return ok({ ...(await readAuditReport(ctx)), role: await findDatabaseRole(ctx.db) });
}

type Reading = { readonly since: number; readonly report: Promise<Omit<AuditStatusView, 'role'>> };
/** One a process: the page of the log, the head of the others and the route they ask are bundles of their own, and say the same. */
const newest = processWide('audit newest reading', () => new WeakMap<object, Reading>());

/** Recomputed now, for whoever asks and for all who ask within the next moments. */
export async function readAuditReport(ctx: Pick<Context, 'db' | 'now'>): Promise<Omit<AuditStatusView, 'role'>> {
  const reading = { since: ctx.now().getTime(), report: recompute(ctx) };
  newest.set(ctx.db, reading);
  reading.report.catch(() => { newest.delete(ctx.db); });
  return reading.report;
}

/** What anybody of this process recomputed since so many milliseconds, or else now. */
export async function readRecentAuditReport(ctx: Pick<Context, 'db' | 'now'>, { milliseconds }: { readonly milliseconds: number }): Promise<Omit<AuditStatusView, 'role'>> {
  const known = newest.get(ctx.db);
  return known && ctx.now().getTime() - known.since < milliseconds ? known.report : readAuditReport(ctx);
}

async function recompute(ctx: Pick<Context, 'db' | 'now'>): Promise<Omit<AuditStatusView, 'role'>> {
  const [head, segment, full] = [await getHead(ctx.db), await findLastSegment(ctx.db), await findStatus(ctx.db)];
  const at = ctx.now().toISOString();
  const archivedTo = Number(segment?.toSeq ?? 0n);
  if (head.seq - BigInt(archivedTo) <= wholeRows) return { report: await verifyAuditChain(ctx.db), at, isComplete: true, fullAt: at, archivedTo };
  const last = full ? (full.report as VerifyReport) : null;
  const fullAt = full?.at.toISOString() ?? null;
  if (last && !last.isIntact) return { report: last, at: fullAt ?? at, isComplete: false, fullAt, archivedTo };
  return { report: await verifyEnd(ctx.db), at, isComplete: false, fullAt, archivedTo };
}

/** Verifies everything and keeps what came of it for the pages: once an hour, by a job. */
export async function refreshAuditStatus(ctx: Pick<Context, 'db' | 'now'>): Promise<VerifyReport> {
  const report = await verifyAuditChain(ctx.db);
  await writeStatus(ctx.db, { at: ctx.now(), report });
  newest.delete(ctx.db);
  return report;
}

async function verifyEnd(db: PrismaClient): Promise<VerifyReport> {
  const startedAt = performance.now();
  const seconds = () => Math.round(performance.now() - startedAt) / 1000;
  return db.$transaction(async (tx) => {
    const head = await getHead(tx);
    const rowCount = Number(head.seq);
    const fail = (check: { readonly seq: bigint; readonly fault: 'edited' | 'missing' | 'out-of-order' | 'head-differs' }): VerifyReport => ({ isIntact: false, rowCount, firstBadSeq: String(check.seq), fault: check.fault, seconds: seconds() });
    const start = await findEvent(tx, { seq: head.seq - BigInt(endRows) });
    if (!start) return fail({ seq: head.seq - BigInt(endRows), fault: 'missing' });
    const check = verifyChain({ seq: start.seq, hash: start.hash }, await listChain(tx, { afterSeq: start.seq, size: endRows + 1 }));
    if (!check.ok) return fail(check);
    const end = verifyHead(check.state, head);
    if (!end.ok) return fail(end);
    return { isIntact: true, rowCount, headHash: head.hash, seconds: seconds(), checkpointCount: 0, witnessCount: 0, signedSize: 0 };
  }, { isolationLevel: 'RepeatableRead', timeout: 30_000 });
}
