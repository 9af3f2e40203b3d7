import pg from 'pg';
import { expect, it } from 'vitest';
import { record } from '@/lib/audit';
import { publishBundledNotices } from '@/lib/consent';
import { startJobs } from '@/lib/jobs';
import { jobs } from '@/lib/jobs/jobs';
import { ensureDefaultRules, observe } from '@/lib/monitoring';
import { takePending } from '@/lib/monitoring/observe';
import { testContext } from '@/tests/support/context';

const { db, databaseUrl, contextFor } = await testContext();

it('every job runs on an empty market, twice in a row, and leaves it as it was', async () => {
  const system = contextFor({ kind: 'system' });
  await publishBundledNotices(system);
  await ensureDefaultRules({ db });
  for (let round = 0; round < 2; round += 1) for (const job of jobs) await job.run(system);
  expect(await db.alert.count()).toBe(0);
  expect(await db.trainingRun.count()).toBe(0);
});

it('what a killed process left unsigned is signed at the start, not a minute later', async () => {
  const { seq } = await db.auditHead.findUniqueOrThrow({ where: { id: 1 }, select: { seq: true } });
  await record(db, contextFor({ kind: 'system' }), { action: 'order.placed', objectType: 'order', objectId: 'left unsigned', detail: {} });
  expect(await db.auditCheckpoint.count({ where: { size: { gt: seq } } })).toBe(0);
  const faults: unknown[] = [];
  const running = await startJobs({ db, databaseUrl, report: (fault) => { faults.push(fault); } });
  await expect.poll(() => db.auditCheckpoint.count({ where: { size: { gt: seq } } }), { timeout: 15_000 }).toBeGreaterThan(0);
  await running.stop();
  expect(faults).toEqual([]);
});

it('the queue starts and stops on the same database, knows every job, and a clean stop writes what was counted', async () => {
  const faults: unknown[] = [];
  takePending();
  const running = await startJobs({ db, databaseUrl, report: (fault) => { faults.push(fault); } });
  observe('price', 'latency', 3);
  const other = await startJobs({ db, databaseUrl, report: (fault) => { faults.push(fault); } });
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  const { rows } = await connection.query<{ name: string }>('select name from pgboss.schedule order by name');
  await connection.end();
  expect(rows.map((row) => row.name)).toEqual(jobs.map((job) => job.name).toSorted());
  await Promise.all([running.stop(), other.stop()]);
  expect(faults).toEqual([]);
  expect((await db.metricBucket.findMany({ where: { model: 'price', metric: 'latency' } })).reduce((sum, row) => sum + row.count, 0n)).toBe(1n);
});
