import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { archiveSegment, exportAuditLog, getAuditStatus, getConsistency, makeCheckpoint, proveEvent, record, verifyAuditChain, verifySegmentFile } from '@/lib/audit';
import { env } from '@/lib/env';
import { testContext } from '@/tests/support/context';
import { tamper } from '@/tests/support/tamper';

const { db, databaseUrl, contextFor, createAccount } = await testContext();
const system = contextFor({ kind: 'system' });
// Events leave the log as the owner of the database alone.
const owner = contextFor({ kind: 'system' }, { db });
const folder = () => join(env().STATE_DIR, 'audit-segments');
beforeEach(async () => {
  await rm(folder(), { recursive: true, force: true });
  await rm(join(env().STATE_DIR, 'checkpoints'), { recursive: true, force: true });
});

async function write(count: number, at = new Date()) {
  await db.$executeRawUnsafe(`do $$ begin for i in 1..${count} loop perform audit_append('${at.toISOString()}', 'system', 'order.placed', 'order', 'order-' || i, 'ok', 'r', '{}'); end loop; end $$`);
}
const old = new Date('2025-01-01T00:00:00Z');
const before = new Date('2025-06-01T00:00:00Z');

describe('retention in signed segments (A14)', () => {
  it('takes whole old blocks out as a signed file, and verification goes on from there', async () => {
    await write(700, old);
    await makeCheckpoint(system);
    await write(60);
    expect(await archiveSegment(owner, { before })).toEqual({ fromSeq: 1n, toSeq: 512n });
    expect(await db.auditEvent.count({ where: { seq: { lte: 512n } } })).toBe(0);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true, rowCount: 761 });
    const [file = ''] = await readdir(folder());
    expect((await readFile(join(folder(), file), 'utf8')).split('\n')).toHaveLength(514);
    expect(await verifySegmentFile(db, { path: join(folder(), file) })).toEqual({ fromSeq: 1n, toSeq: 512n, isWhole: true });
    // Checkpoints, proofs and the next segment follow on what was archived.
    await write(400, old);
    await makeCheckpoint(system);
    expect(await proveEvent(db, { seq: 3n })).toBeNull();
    expect(await proveEvent(db, { seq: 900n })).toMatchObject({ index: 899 });
    expect((await getConsistency(system, { from: 700, to: 1161 })).ok).toBe(true);
    expect(await archiveSegment(owner, { before })).toEqual({ fromSeq: 513n, toSeq: 1024n });
    expect(await archiveSegment(owner, { before })).toBeNull();
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
  }, 60_000);

  it('names what was changed: a byte of the file, the segment, a block before it, an event after it', async () => {
    await write(600, old);
    await archiveSegment(owner, { before });
    const [name = ''] = await readdir(folder());
    const path = join(folder(), name);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"order-7"', '"order-8"'));
    expect(await verifySegmentFile(db, { path })).toMatchObject({ isWhole: false });
    await writeFile(path, text.split('\n').slice(0, 300).join('\n'));
    await expect(verifySegmentFile(db, { path })).rejects.toThrow(/no whole segment/);
    const { note } = await db.auditSegment.findFirstOrThrow();
    await tamper(db, `update "AuditSegment" set note = replace(note, 'segment', 'Segment')`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, fault: 'signature' });
    await tamper(db, `update "AuditSegment" set note = '${note}'`);
    await tamper(db, `update "AuditBlock" set hash = repeat('0', 64) where number = 0`);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: false, fault: 'rewritten' });
  }, 60_000);

  it('drops nothing that is not in a segment, and nothing of a broken log', async () => {
    await write(300, old);
    await expect(db.$queryRaw`select audit_drop_segment(256)`).rejects.toThrow();
    await expect(db.$executeRaw`delete from "AuditEvent" where seq <= 256`).rejects.toThrow(/append-only/);
    await tamper(db, `update "AuditEvent" set outcome = 'refused' where seq = 5`);
    await expect(archiveSegment(owner, { before })).rejects.toThrow(/broken at row 5/);
  });
});

describe("the exchange's own database role (A4)", () => {
  const role = inject('serverRole');
  // Connected as that role, not by a `set role` which on a shared server may itself be what is denied.
  const asApp = (sql: string) => system.db.$queryRawUnsafe(sql);

  it('is the one these are tried with', async () => {
    expect(await asApp('select current_user::text as name')).toEqual([{ name: role }]);
  });

  it('appends through the one function and reads', async () => {
    await asApp(`select audit_append(now(), 'system', 'order.placed', 'order', 'o', 'ok', 'r', '{}')`);
    expect(await asApp(`select count(*)::int as count from "AuditEvent"`)).toEqual([{ count: 1 }]);
  });

  it.each([
    `update "AuditEvent" set outcome = 'ok'`, `delete from "AuditEvent"`, `truncate "AuditEvent"`, `update "AuditHead" set seq = 0`,
    `insert into "AuditEvent" (seq, at, actor, action, "objectType", "objectId", outcome, "requestId", canonical, "prevHash", hash) values (2, now(), '', '', '', '', '', '', '', '', '')`,
    `alter table "AuditEvent" disable trigger all`, `set session_replication_role = 'replica'`, `select audit_drop_segment(256)`, `drop table "AuditEvent"`, `update "AuditCheckpoint" set root = ''`, `delete from "ConsentEvent"`, `update "Notice" set body = ''`,
    `create or replace function audit_append(timestamptz, text, text, text, text, text, text, text) returns bigint language sql as 'select 1::bigint'`,
  ])('is denied: %s', async (sql) => {
    await write(1);
    await expect(asApp(sql)).rejects.toThrow(/42501|permission denied|must be owner/);
  });

  it('has no right over the log but to read it, whatever the triggers say', async () => {
    const rights = await db.$queryRaw<{ table: string; right: string }[]>`
      select t as table, r as right from unnest(array['AuditEvent', 'AuditHead', 'AuditCheckpoint', 'AuditBlock', 'AuditSegment', 'AuditKeySuccession']) t, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) r
      where has_table_privilege(${role}, format('%I', t), r) order by 1, 2`;
    // A checkpoint is added by the exchange itself; it can neither be changed nor taken away.
    const added = ['AuditBlock', 'AuditCheckpoint', 'AuditKeySuccession'].flatMap((table) => [{ table, right: 'INSERT' }, { table, right: 'SELECT' }]);
    expect(rights).toEqual([...added, { table: 'AuditSegment', right: 'SELECT' }, { table: 'AuditEvent', right: 'SELECT' }, { table: 'AuditHead', right: 'SELECT' }].toSorted((a, b) => (`${a.table}${a.right}` < `${b.table}${b.right}` ? -1 : 1)));
  });

  it('and even the owner meets the triggers', async () => {
    await write(2);
    await expect(db.$executeRaw`update "AuditEvent" set outcome = 'refused'`).rejects.toThrow(/append-only/);
    await expect(db.$executeRaw`delete from "AuditEvent"`).rejects.toThrow(/append-only/);
    await expect(db.$executeRaw`truncate "AuditEvent"`).rejects.toThrow(/append-only/);
  });
});

describe('the log stands alone (A9, A2)', () => {
  it('no foreign key leads from it, and it outlives whoever acted', async () => {
    expect(await db.$queryRaw`select conname from pg_constraint where contype = 'f' and conrelid in ('"AuditEvent"'::regclass, '"AuditHead"'::regclass)`).toEqual([]);
    const { actor, accountId } = await createAccount({ roles: ['BUYER', 'SELLER'] });
    await record(db, contextFor(actor), { action: 'listing.published', objectType: 'listing', objectId: 'l' });
    await db.dataset.create({ data: { ownerId: accountId, name: 'x' } });
    expect((await db.dataset.deleteMany({ where: { ownerId: accountId } })).count).toBe(1);
    await db.seller.deleteMany({ where: { accountId } });
    await db.account.delete({ where: { id: accountId } });
    const row = await db.auditEvent.findFirstOrThrow();
    expect(JSON.parse(row.canonical)).toMatchObject({ seq: 1, actor: row.actor, action: 'listing.published', outcome: 'ok', requestId: 'test', detail: { role: 'SELLER' } });
    expect(row.at.toISOString()).toMatch(/Z$/);
  });

  it('every row is hashed with its number and the hash of the one before it, from the first on', async () => {
    await write(4);
    let previous = '0'.repeat(64);
    for (const [index, row] of (await db.auditEvent.findMany({ orderBy: { seq: 'asc' } })).entries()) {
      expect([row.seq, row.prevHash]).toEqual([BigInt(index + 1), previous]);
      expect(row.hash).toBe(createHash('sha256').update(Buffer.concat([Buffer.from([0]), Buffer.from(previous + String(index + 1)), Buffer.from([0]), Buffer.from(row.canonical)])).digest('hex'));
      previous = row.hash;
    }
    expect(previous).toBe((await db.auditHead.findUniqueOrThrow({ where: { id: 1 } })).hash);
  });
});

describe('append and action are one (A1)', () => {
  it('when the append fails nothing of the action stays', async () => {
    await db.$executeRawUnsafe(`create or replace function break_append() returns trigger language plpgsql as 'begin raise exception ''disk full''; end'`);
    await db.$executeRawUnsafe(`create trigger break_append before insert on "AuditEvent" for each row execute function break_append()`);
    try {
      await expect(db.$transaction(async (tx) => {
        await tx.noticeDraft.create({ data: { code: 'x', locale: 'en', title: 't', body: 'b', updatedAt: new Date() } });
        await record(tx, system, { action: 'notice.drafted', objectType: 'notice', objectId: 'x' });
      })).rejects.toThrow(/disk full/);
    } finally {
      await db.$executeRawUnsafe('drop trigger break_append on "AuditEvent"');
    }
    expect([await db.noticeDraft.count(), await db.auditEvent.count()]).toEqual([0, 0]);
  });
});

/** `npm run audit -- verify`, as an operator or a timer calls it. */
async function verifyByCommand(): Promise<readonly [number, string]> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/audit.ts', 'verify'], { env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: ['ignore', 'pipe', 'ignore'] });
  const said: string[] = [];
  child.stdout.on('data', (text: Buffer) => { said.push(text.toString()); });
  const [exitCode] = (await once(child, 'close')) as [number];
  return [exitCode, said.join('')];
}

describe('many writers (A3)', () => {
  it('64 of them with 200 actions each give 12,800 rows without a gap or a fork', async () => {
    await Promise.all(Array.from({ length: 64 }, () => db.$executeRawUnsafe(`do $$ begin for i in 1..200 loop perform audit_append(now(), 'system', 'order.placed', 'order', 'o', 'ok', 'r', '{}'); if i % 10 = 0 then commit; end if; end loop; end $$`)));
    const [row] = await db.$queryRaw<{ count: bigint; last: bigint; forks: bigint }[]>`select count(*) as count, max(seq) as last, count(*) - count(distinct "prevHash") as forks from "AuditEvent"`;
    expect(row).toEqual({ count: 12_800n, last: 12_800n, forks: 0n });
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true, rowCount: 12_800 });
    expect(await verifyByCommand()).toEqual([0, expect.stringMatching(/^The audit log is whole: 12800 rows/)]);
    // And it says otherwise by its exit code, with the first bad row (A5).
    await tamper(db, `update "AuditEvent" set "objectId" = 'mine' where seq = 4711`);
    expect(await verifyByCommand()).toEqual([1, expect.stringContaining('broken at row 4711: edited')]);
  }, 300_000);
});

describe('the state of the log is known without asking (A5)', () => {
  it('and red as soon as somebody changed a row by hand; for administrators and auditors', async () => {
    const auditor = contextFor((await createAccount({ roles: ['AUDITOR'] })).actor);
    await write(20);
    expect(await getAuditStatus(auditor)).toMatchObject({ value: { report: { isIntact: true }, isComplete: true } });
    await tamper(db, `update "AuditEvent" set "objectId" = 'mine' where seq = 7`);
    expect(await getAuditStatus(auditor)).toMatchObject({ value: { report: { isIntact: false, firstBadSeq: '7', fault: 'edited' } } });
    expect(await getAuditStatus(contextFor((await createAccount()).actor))).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});

describe('the export (A12)', () => {
  const read = async (lines: AsyncIterable<string>) => { let text = ''; for await (const part of lines) text += part; return text; };

  it('holds every page with the checkpoint, is safe in a spreadsheet, and is recorded', async () => {
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    await write(2_500);
    await record(db, system, { action: 'order.placed', objectType: 'order', objectId: '=HYPERLINK("http://x")' });
    await makeCheckpoint(system);
    const lines = await exportAuditLog(admin, { format: 'jsonl', action: 'order.placed' });
    if (!lines.ok) throw new Error(lines.refusal.code);
    const [head = '', ...rows] = (await read(lines.value)).trim().split('\n');
    expect(JSON.parse(head)).toMatchObject({ checkpoint: expect.stringContaining('\n2501\n') as unknown });
    expect(rows).toHaveLength(2_501);
    const csv = await exportAuditLog(admin, { format: 'csv' });
    const text = csv.ok ? await read(csv.value) : '';
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text.split('\r\n').filter((line) => /^\d+,/.test(line))).toHaveLength(2_503);
    expect(text).toContain(',checkpoint,');
    expect(await db.auditEvent.count({ where: { action: 'audit.exported' } })).toBe(2);
    expect(await exportAuditLog(contextFor(), { format: 'csv' })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
  }, 60_000);
});
