import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishUpload, getMeasurement, resumeMeasurements, sweepStorage, sweepUnfinished, uploadRevision } from '@/lib/datasets';
import { measureRevision } from '@/lib/datasets/measure-revision';
import { uploadOwner } from '@/lib/datasets/resumable/store';
import { findAnyRevision } from '@/lib/datasets/store';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';

// A process that takes a file in is killed with SIGKILL at each stage. Where it stands is not guessed from the clock: it is held there by a lock in the database,
// or by bytes that don't come.
const { db, databaseUrl, contextFor, createAccount } = await testContext();
const rows = `id,name,value\n${Array.from({ length: 2_000 }, (_, row) => `${row},name ${row % 40},${row * 3}`).join('\n')}\n`;
const sha256 = createHash('sha256').update(rows).digest('hex');
const system = contextFor({ kind: 'system' });
let [ctx, accountId]: [Context, string] = [system, ''];
let child: ChildProcess | null = null;
const held: pg.Client[] = [];

beforeEach(async () => {
  await rm(env().STATE_DIR, { recursive: true, force: true });
  await mkdir(env().STATE_DIR, { recursive: true });
  const seller = await createAccount({ roles: ['SELLER'] });
  ctx = contextFor(seller.actor);
  ({ accountId } = seller);
});

afterEach(async () => {
  child?.kill('SIGKILL');
  for (const connection of held.splice(0)) await connection.end();
});

function start(mode: 'stream' | 'file' | 'finish', what = ''): ChildProcess {
  child = spawn(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'tests/integration/datasets/ingest-child.ts', mode, accountId, what], { env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: ['pipe', 'pipe', 'inherit'] });
  return child;
}

async function kill(): Promise<void> {
  // Of one that came to its end by itself no more is heard.
  const ended = child?.exitCode === null && child.signalCode === null ? once(child, 'close') : null;
  child?.kill('SIGKILL');
  await ended;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 90_000; waited += 50) {
    if (await holds()) return;
    await new Promise((go) => { setTimeout(go, 50); });
  }
  throw new Error('The process never came to where it was to be killed');
}

/** Holds a lock until the connection ends. */
async function hold(sql: string): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  held.push(connection);
  await connection.query('begin');
  await connection.query(sql);
  return connection;
}

/** An upload whose bytes are all there. */
async function arrive(): Promise<string> {
  const uploadId = randomBytes(16).toString('hex');
  const folder = join(env().STATE_DIR, 'uploads');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, uploadId), rows);
  await writeFile(join(folder, `${uploadId}.json`), JSON.stringify({ id: uploadId, size: rows.length, offset: rows.length, metadata: { owner: uploadOwner(accountId) }, creation_date: new Date().toISOString() }));
  return uploadId;
}

const isWaiting = async (): Promise<boolean> => (await countWaiting()) > 0;

async function countWaiting(): Promise<number> {
  const [found] = await db.$queryRaw<{ n: bigint }[]>`select count(*) as n from pg_locks l join pg_database d on d.oid = l.database where not l.granted and d.datname = current_database()`;
  return Number(found?.n ?? 0);
}

/** As after a restart, with the dead worker's time run out. */
async function restart(): Promise<void> {
  for (const connection of held.splice(0)) await connection.end();
  await db.measurement.updateMany({ where: { endedAt: null }, data: { leaseUntil: new Date(0) } });
  expect(await sweepUnfinished(system, { graceMilliseconds: 0 })).toMatchObject({ ok: true });
}

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false);

/** Nothing in any folder but what rows name. */
async function expectClean(): Promise<void> {
  const known = new Set((await db.storedObject.findMany({ select: { sha256: true } })).map((row) => row.sha256));
  const entries = await readdir(env().STATE_DIR, { recursive: true, withFileTypes: true });
  expect(entries.filter((entry) => entry.isFile() && !known.has(entry.name)).map((entry) => entry.name)).toEqual([]);
  expect((await storage().list()).toSorted()).toEqual([...known].toSorted());
}

async function expectTakenUp(): Promise<void> {
  expect(await resumeMeasurements(system)).toEqual({ ok: true, value: { resumedCount: 1, refusedCount: 0 } });
  const revision = await db.revision.findFirstOrThrow({ select: { id: true, status: true, rowCount: true, table: { select: { sha256: true } } } });
  expect(revision).toMatchObject({ status: 'READY', rowCount: 2_000n });
  expect(revision.table && (await storage().exists(revision.table.sha256))).toBe(true);
  expect(await getMeasurement(ctx, { revisionId: revision.id })).toEqual({ ok: true, value: { state: 'ready' } });
  expect([await db.revision.count(), await db.dataset.count()]).toEqual([1, 1]);
  await expectClean();
}

describe('an intake killed', () => {
  it('while bytes arrive leaves nothing after the next start', async () => {
    start('stream').stdin?.write(rows.slice(0, 20_000));
    await until(async () => (await readdir(join(env().STATE_DIR, 'incoming')).catch(() => [])).length > 0);
    await kill();
    await restart();
    expect([await db.revision.count(), await db.storedObject.count()]).toEqual([0, 0]);
    await expectClean();
  });

  it('between the bytes and their row leaves nothing after the next start', async () => {
    await hold(`select pg_advisory_xact_lock(hashtextextended('object ${sha256}', 0))`);
    start('stream').stdin?.end(rows);
    await until(isWaiting);
    expect(await storage().exists(sha256)).toBe(true);
    await kill();
    await restart();
    expect([await storage().exists(sha256), await db.revision.count()]).toEqual([false, 0]);
    await expectClean();
  });

  it('while it is measured is gone on with by another worker', async () => {
    start('stream').stdin?.end(rows);
    await until(async () => (await db.revision.count({ where: { status: 'MEASURING' } })) === 1);
    await kill();
    await restart();
    await expectTakenUp();
  });

  it('when everything is measured and nothing is written yet is gone on with, and its Parquet is there once', async () => {
    await hold('lock table "RevisionProfile" in access exclusive mode');
    start('stream').stdin?.end(rows);
    await until(isWaiting);
    expect(await storage().list()).toHaveLength(2);
    await kill();
    await restart();
    await expectTakenUp();
  });

  it('after the commit and before the answer is one revision, also when the same uploads are asked for again', async () => {
    const uploadId = await arrive();
    start('finish', uploadId);
    await until(async () => (await db.revision.count({ where: { status: 'READY' } })) === 1);
    await kill();
    await restart();
    const again = await finishUpload(ctx, { files: [{ uploadId, fileName: 'rows.csv' }] });
    expect(again).toMatchObject({ ok: true, value: { status: 'READY', number: 1 } });
    expect([await db.revision.count(), await db.dataset.count()]).toEqual([1, 1]);
    // What the upload left of itself goes with what nobody goes on with.
    const folder = join(env().STATE_DIR, 'uploads');
    await rm(join(folder, uploadId), { force: true });
    await rm(join(folder, `${uploadId}.json`), { force: true });
    await expectClean();
  });

  it('and asked for of two processes at once is one revision, and both answer with it', async () => {
    const uploadId = await arrive();
    const lock = await hold(`select pg_advisory_xact_lock(hashtextextended('object ${sha256}', 0))`);
    const { stdout } = start('finish', uploadId);
    const other = stdout ? text(stdout) : Promise.reject(new Error('No output'));
    await until(async () => (await countWaiting()) === 1);
    const own = finishUpload(ctx, { files: [{ uploadId, fileName: 'rows.csv' }] });
    await until(async () => (await countWaiting()) === 2);
    await lock.query('rollback');
    const answers = [await own, JSON.parse((await other).trim()) as Awaited<typeof own>];
    expect(answers.map((answer) => answer.ok && answer.value.number)).toEqual([1, 1]);
    expect([await db.revision.count(), await db.dataset.count()]).toEqual([1, 1]);
  });

  it('leaves no process behind that goes on measuring', async () => {
    start('stream').stdin?.end(`id,name\n${Array.from({ length: 900_000 }, (_, row) => `${row},${randomBytes(6).toString('hex')}`).join('\n')}\n`);
    await until(async () => (await db.measurement.count({ where: { stage: { not: 'waiting' } } })) === 1);
    const scratch = (await readdir(join(env().STATE_DIR, 'incoming'))).find((name) => name.startsWith('measure-')) ?? '';
    await kill();
    await restart();
    await until(async () => !(await isThere(join(env().STATE_DIR, 'incoming', scratch))));
    await new Promise((go) => { setTimeout(go, 3_000); });
    expect(await readdir(join(env().STATE_DIR, 'incoming'))).toEqual([]);
  });
});

describe('a child in the middle of a statement that takes hours', () => {
  it('ends when its parent is killed', async () => {
    const child = `import { liveWithParent } from '${join(process.cwd(), 'lib/datasets/measure/live-with-parent.ts')}'; import { DuckDBInstance } from '@duckdb/node-api'; liveWithParent();
      const db = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect(); const counting = db.run('select count(*) from range(100000000000000) t(i) where hash(i) = 1'); console.log('begun'); await counting;`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', `import { spawn } from 'node:child_process'; const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', ${JSON.stringify(child)}]); child.stdout.on('data', (text) => { console.log(child.pid, String(text)); }); setInterval(() => undefined, 1_000);`], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(said).split(' ')[0]);
    const lives = () => { try { process.kill(pid, 0); return true; } catch { return false; } };
    try {
      expect(String(said)).toContain('begun');
      expect(lives()).toBe(true);
      parent.kill('SIGKILL');
      await until(() => Promise.resolve(!lives()));
    } finally {
      parent.kill('SIGKILL');
      if (lives()) process.kill(pid, 'SIGKILL');
    }
  });
});

describe('a measuring that nobody ends', () => {
  it('is given up after three workers, its owner told why, and nothing kept', async () => {
    start('stream').stdin?.end(rows);
    await until(async () => (await db.revision.count({ where: { status: 'MEASURING' } })) === 1);
    await kill();
    const { id: revisionId } = await db.revision.findFirstOrThrow({ select: { id: true } });
    await db.measurement.updateMany({ data: { attempts: 3 } });
    await restart();
    expect(await resumeMeasurements(system)).toEqual({ ok: true, value: { resumedCount: 0, refusedCount: 1 } });
    expect(await getMeasurement(ctx, { revisionId })).toMatchObject({ ok: true, value: { state: 'refused', refusal: { code: 'measuring-gave-up', params: { attempts: 3 } } } });
    expect([await db.revision.count(), await db.storedObject.count()]).toEqual([0, 0]);
    await expectClean();
  });

  it('is not taken from a worker that lives, and two workers never take the same', async () => {
    start('stream').stdin?.end(rows);
    await until(async () => (await db.revision.count({ where: { status: 'MEASURING' } })) === 1);
    await kill();
    expect(await resumeMeasurements(system)).toEqual({ ok: true, value: { resumedCount: 0, refusedCount: 0 } });
    await restart();
    const both = await Promise.all([resumeMeasurements(system), resumeMeasurements(system)]);
    expect(both.map((one) => (one.ok ? one.value.resumedCount : -1)).toSorted()).toEqual([0, 1]);
    expect(await resumeMeasurements(ctx)).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});

describe('a worker that wakes after another has taken its measuring over', () => {
  it.each([true, false])('takes nothing away of what the other wrote, whether it would try again (%s) or not', async (isTriedAgain) => {
    const done = await uploadRevision(ctx, { fileName: 'rows.csv', bytes: Readable.from([rows]) });
    if (!done.ok) throw new Error(done.refusal.code);
    const revision = await findAnyRevision(db, { revisionId: done.value.id });
    if (!revision) throw new Error('No revision');
    const late = { revision, ownerId: accountId, leaseId: 'taken over meanwhile', isTriedAgain };
    // It finds a fault of its own: in the bytes, and then that they are not to be had.
    await writeFile(await storage().localPath(sha256), 'id,name,value\n"1,2');
    expect(await measureRevision(ctx, late)).toEqual({ ok: false, refusal: { code: 'not-found' } });
    await rm(await storage().localPath(sha256));
    await measureRevision(ctx, late).catch(() => undefined);
    expect(await getMeasurement(ctx, { revisionId: revision.id })).toEqual({ ok: true, value: { state: 'ready' } });
    expect(await db.measurement.findFirst({ select: { refusal: true } })).toEqual({ refusal: null });
    expect(await db.auditEvent.count({ where: { action: 'dataset.refused' } })).toBe(0);
  });
});

describe('the nightly sweep', () => {
  it('removes temporary files a day old and leaves the ones of work under way', async () => {
    const incoming = join(env().STATE_DIR, 'incoming');
    await mkdir(incoming, { recursive: true });
    await writeFile(join(incoming, 'old'), 'a');
    await writeFile(join(incoming, 'new'), 'b');
    await utimes(join(incoming, 'old'), new Date(0), new Date(0));
    expect(await sweepStorage(system, { settle: 1 })).toMatchObject({ ok: true, value: { temporaryCount: 1 } });
    expect(await readdir(incoming)).toEqual(['new']);
  });
});
