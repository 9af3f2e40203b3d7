import { randomUUID } from 'node:crypto';
import PgBoss from 'pg-boss';
import type { Context, PrismaClient } from '@/lib/db';
import { PastHasChanged, signWhenFull } from '@/lib/audit';
import { flushShown, flushShownCounts, startDeferring, stopDeferring, takeDropped } from '@/lib/behaviour';
import { flushMetrics } from '@/lib/monitoring';
import { inTurn } from './in-turn';
import { jobs, signAuditLog } from './jobs';

export type JobFrame = { readonly db: PrismaClient; readonly databaseUrl: string; readonly report: (fault: unknown, where: string) => void };
export type RunningJobs = { readonly stop: () => Promise<void> };

const flushMilliseconds = 10_000;
const watchMilliseconds = 3_000;

/**
 * Starts this process's part of the work behind the pages. The queue lives in the same PostgreSQL, so of any number of processes one does
 * each job; what a killed one had begun is given to another. A fault is reported and the job tried again at its next time.
 */
export async function startJobs({ db, databaseUrl, report }: JobFrame): Promise<RunningJobs> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 2, application_name: 'databourse jobs', retryLimit: 1, expireInMinutes: 15, deleteAfterDays: 7 });
  boss.on('error', (error) => { report(error, 'queue'); });
  await boss.start();
  // What an older version did is not done any more.
  for (const { name } of await boss.getSchedules()) if (!jobs.some((job) => job.name === name)) await boss.unschedule(name);
  for (const { name, cron, run } of jobs) {
    await boss.createQueue(name, { name, policy: 'singleton' });
    await boss.schedule(name, cron, {}, { tz: 'UTC' });
    await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
      try {
        await run(systemContext(db));
      } catch (error) {
        report(error, name);
        throw error;
      }
    });
  }
  const flushing = startFlushing(db, report);
  // A new market has its first checkpoint from the start, and what a killed process left unsigned does not wait for the next minute.
  const signing = sign(db, report);
  const watching = startWatchingLog(db, report);
  return {
    stop: async () => {
      await flushing.stop();
      await watching.stop();
      await signing;
      // What happened since the last minute is signed before the lights go out.
      await sign(db, report);
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

function sign(db: PrismaClient, report: JobFrame['report']): Promise<void> {
  return signAuditLog(systemContext(db)).catch((error: unknown) => { report(error, 'sign-audit-log'); });
}

/**
 * A burst is signed within seconds, one look after the other: those that wait for a long one would hold the pages' connections. A log that was changed is reported by the
 * job of the minute, once an hour; looking again and again would read all that was not signed since and say no more, so the watch ends.
 */
function startWatchingLog(db: PrismaClient, report: JobFrame['report']): RunningJobs {
  return inTurn(watchMilliseconds, async () => {
    try {
      await signWhenFull(systemContext(db));
      return 'again';
    } catch (error) {
      if (error instanceof PastHasChanged) return 'enough';
      report(error, 'sign-audit-log');
      return 'again';
    }
  });
}

/** What this process counts is written every ten seconds and once more at the end: a clean stop loses nothing. */
export function startFlushing(db: PrismaClient, report: JobFrame['report']): RunningJobs {
  // Each for itself: what one of them can't write keeps no other from it.
  const flush = async (isLast = false) => {
    await Promise.all([flushMetrics, flushShownCounts, (to: PrismaClient) => flushShown(to, { isLast })].map((write) => write(db).catch((error: unknown) => { report(error, 'metrics'); })));
    const dropped = takeDropped();
    if (dropped > 0) report(new Error(`The database refused ${dropped} of what was shown for what it is; it was given up.`), 'shown lists');
  };
  const timer = setInterval(() => { void flush(); }, flushMilliseconds);
  timer.unref();
  startDeferring();
  return { stop: async () => { clearInterval(timer); stopDeferring(); await flush(true); } };
}

export function systemContext(db: PrismaClient): Context {
  return { db, actor: { kind: 'system' }, now: () => new Date(), requestId: `job-${randomUUID()}`, locale: 'en', hasGpcSignal: false };
}
