import { performance } from 'node:perf_hooks';
import { listAuditEvents, makeCheckpoint, record, verifyAuditChain } from '@/lib/audit';
import type { Context, PrismaClient } from '@/lib/db';
import { toAccountId } from '@/lib/shared/ids';
import { median, round } from './median';
import type { BenchRow } from './suites';
import { withEmptyDatabase } from './with-empty-database';

const writerCounts = [1, 8, 32, 64] as const;
const secondsEach = 5;
const longRows = 1_000_000;
const fillRows = 20_000;
const pageReads = 60;
/** What the log has to bear on two cores. */
const goals = { appendsPerSecond: 800, pageP95Milliseconds: 300 } as const;
const judge = (goal: string, isMet: boolean): { readonly goal: string; readonly verdict: string } => ({ goal, verdict: isMet ? 'pass' : 'FAIL' });

/**
 * Appends to the audit log by so many writers at once, each in a transaction of its own, against plain inserts of rows of the same size into a table without chain or lock,
 * in the same run and the same database; then verification and the pages of a log of a million rows.
 */
export async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  return withEmptyDatabase(66, async (db) => [...(await measureAppends(db, say)), ...(await measureLongLog(db, say))]);
}

const contextOf = (db: PrismaClient): Context => ({ db, actor: { kind: 'system' }, now: () => new Date(), requestId: 'bench', locale: 'en', hasGpcSignal: false });

async function measureAppends(db: PrismaClient, say: (line: string) => void): Promise<BenchRow[]> {
  await db.$executeRawUnsafe('create table plain_insert (id bigserial primary key, at timestamptz not null default now(), text text not null)');
  const text = JSON.stringify({ seq: 1, at: new Date().toISOString(), actor: 'system', action: 'order.placed', objectType: 'order', objectId: 'x'.repeat(36), outcome: 'ok', requestId: 'bench', detail: { priceMinor: 100 } });
  const plain = () => db.$transaction(async (tx) => { await tx.$executeRaw`insert into plain_insert (text) values (${text})`; }, { maxWait: 60_000, timeout: 60_000 });
  const append = () => db.$transaction(async (tx) => { await record(tx, contextOf(db), { action: 'order.placed', objectType: 'order', objectId: 'x'.repeat(36), detail: { priceMinor: 100 } }); }, { maxWait: 60_000, timeout: 60_000 });
  const rows: BenchRow[] = [];
  for (const writers of writerCounts) {
    const [base, ours] = [await perSecond(writers, plain), await perSecond(writers, append)];
    say(`${writers} writer${writers === 1 ? '' : 's'}: ${Math.round(ours)} appends a second, ${Math.round(base)} plain inserts`);
    rows.push({ what: `appends, ${writers} writer${writers === 1 ? '' : 's'}`, perSecond: Math.round(ours), plainInsertPerSecond: Math.round(base), ratioToPlain: round(ours / base, 3), ...(writers === 64 ? judge(`at least ${goals.appendsPerSecond} a second`, ours >= goals.appendsPerSecond) : {}) });
  }
  const report = await verifyAuditChain(db);
  if (!report.isIntact) throw new Error(`The log is broken at ${report.firstBadSeq}: ${report.fault}`);
  rows.push({ what: 'rows written by all of them, without a gap or a fork', perSecond: 0, rows: report.rowCount, ...judge('no gap, no fork', report.isIntact) });
  return rows;
}

async function perSecond(writers: number, work: () => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < 20; warm += 1) await work();
  const startedAt = performance.now();
  let count = 0;
  await Promise.all(Array.from({ length: writers }, async () => {
    while (performance.now() - startedAt < secondsEach * 1_000) { await work(); count += 1; }
  }));
  return count / ((performance.now() - startedAt) / 1_000);
}

async function measureLongLog(db: PrismaClient, say: (line: string) => void): Promise<BenchRow[]> {
  const { seq } = await db.auditHead.findUniqueOrThrow({ where: { id: 1 }, select: { seq: true } });
  say(`filling the log to ${longRows} rows`);
  for (let done = Number(seq); done < longRows; done += fillRows) {
    const size = Math.min(fillRows, longRows - done);
    // Committed every hundred rows: within one transaction every append leaves a version of the head that the next one has to walk past, and a million would never end.
    await db.$executeRawUnsafe(`do $$ begin for i in 1..${size} loop perform audit_append(now(), 'p1_' || (i % 500), (array['order.placed','session.opened','listing.published','consent.recorded'])[1 + i % 4], 'order', 'object-' || (i % 9000), 'ok', 'bench', '{"priceMinor":100}'); if i % 100 = 0 then commit; end if; end loop; end $$`);
    if (done % (10 * fillRows) < fillRows) say(`${done + size} rows`);
  }
  await db.$executeRawUnsafe('analyze "AuditEvent"');
  say('signing, verifying');
  const signedAt = performance.now();
  await makeCheckpoint(contextOf(db));
  const signing = performance.now() - signedAt;
  const report = await verifyAuditChain(db);
  if (!report.isIntact) throw new Error(`The log is broken at ${report.firstBadSeq}: ${report.fault}`);
  const reader: Context = { ...contextOf(db), actor: { kind: 'account', accountId: toAccountId('00000000-0000-4000-8000-000000000000'), sessionId: '', roles: ['ADMIN'] } };
  const pages = await pageTimes(reader);
  const p95 = pages.toSorted((a, b) => a - b)[Math.floor(pages.length * 0.95)] ?? Number.POSITIVE_INFINITY;
  return [
    { what: 'verification, rows a second', perSecond: Math.round(report.rowCount / report.seconds), rows: report.rowCount, milliseconds: Math.round(report.seconds * 1_000) },
    { what: 'the first checkpoint of all of them', perSecond: Math.round((report.rowCount / signing) * 1_000), milliseconds: Math.round(signing) },
    { what: `a page of the log at ${longRows} rows`, perSecond: 0, p50ms: round(median(pages), 1), p95ms: round(p95, 1), ...judge(`p95 under ${goals.pageP95Milliseconds} ms`, p95 < goals.pageP95Milliseconds) },
  ];
}

/** The newest page, a page deep in the log, and those of one action, one actor and one object. */
async function pageTimes(ctx: Context): Promise<number[]> {
  const inputs = [{}, { cursor: '500000' }, { action: 'order.placed' as const }, { actor: 'p1_17' }, { objectId: 'object-4711' }, { action: 'consent.recorded' as const, cursor: '123456' }];
  const times: number[] = [];
  for (let read = 0; read < pageReads; read += 1) {
    const startedAt = performance.now();
    const page = await listAuditEvents(ctx, { size: 50, ...(inputs[read % inputs.length] ?? {}) });
    if (!page.ok || page.value.items.length === 0) throw new Error('An empty page');
    times.push(performance.now() - startedAt);
  }
  return times;
}
