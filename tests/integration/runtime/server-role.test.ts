import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { getAuditStatus } from '@/lib/audit';
import { connect } from '@/lib/db';
import { prepareQueue, startJobs } from '@/lib/jobs';
import { makeServerRole } from '@/scripts/migrate/make-server-role';
import { chooseServerDatabase, scramVerifier, serverDatabaseUrl, serverEnvironment, serverRoleName } from '@/scripts/start/server-role.mjs';
import { testContext } from '@/tests/support/context';

const { db, databaseUrl, contextFor, createAccount } = await testContext();
const appPassword = randomBytes(32).toString('hex');
const role = serverRoleName(databaseUrl);
const environment = { DATABASE_URL: databaseUrl, DATABASE_APP_PASSWORD: appPassword };
const made = [role];
afterAll(async () => {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  for (const name of made) await owner.query(`grant ${name} to current_user; drop owned by ${name}; drop role ${name}`);
  await owner.end();
});

/** Signed in as the server, in a connection of its own: nothing is left to a `set role` that could be taken back. */
async function asServer(sql: string, url = serverDatabaseUrl(environment) ?? ''): Promise<unknown[]> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    return (await connection.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await connection.end();
  }
}

describe("the server's own role (A4)", () => {
  it('has a name of its own for each database, also where long ones begin alike, and of no more bytes than PostgreSQL keeps', () => {
    const nameOf = (database: string) => serverRoleName(`postgresql://owner@localhost/${encodeURIComponent(database)}`);
    expect(nameOf('databourse')).toBe('databourse_server');
    const long = ['a'.repeat(56), `${'a'.repeat(56)}b`, `${'a'.repeat(56)}c`, `${'a'.repeat(46)}港${'a'.repeat(14)}`].map(nameOf);
    expect(new Set(long).size).toBe(4);
    for (const name of long) expect([Buffer.byteLength(name) <= 63, name.endsWith('_server')]).toEqual([true, true]);
  });

  it('is made by the start with a password nobody reads, keeps its rights over what came later, and is taken by everything that serves', async () => {
    await prepareQueue({ databaseUrl });
    expect(await makeServerRole({ ownerUrl: databaseUrl, appPassword })).toBeNull();
    expect(await makeServerRole({ ownerUrl: databaseUrl, appPassword })).toBeNull();
    expect(await chooseServerDatabase(environment)).toEqual({ url: serverDatabaseUrl(environment), warning: null });
    expect(await asServer('select current_user as name')).toEqual([{ name: role }]);
    const [flags] = await db.$queryRaw<unknown[]>`select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls from pg_roles where rolname = ${role}`;
    expect(flags).toEqual({ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolbypassrls: false });
    const served = serverEnvironment({ NODE_ENV: 'production', ...environment, KEPT: 'yes' }, serverDatabaseUrl(environment) ?? '');
    expect(served).toMatchObject({ DATABASE_APP_PASSWORD: '', DATABASE_APP_URL: '', KEPT: 'yes' });
    expect(JSON.stringify(served)).not.toContain(new URL(databaseUrl).password || 'no password at all');
  });

  it('reads, appends, and writes what is not only added to', async () => {
    await asServer(`select audit_append(now(), 'system', 'order.placed', 'order', 'o', 'ok', 'r', '{}')`);
    expect(await asServer('select count(*)::int as count from "AuditEvent"')).toEqual([{ count: 1 }]);
    await asServer(`insert into "NoticeDraft" values ('x', 'en', 't', 'b', now()); update "NoticeDraft" set title = 'u'; delete from "NoticeDraft"`);
  });

  it.each([
    ['update "AuditEvent" set outcome = \'ok\''], ['delete from "AuditEvent"'], ['truncate "AuditEvent"'], ['update "AuditHead" set seq = 0'], ['insert into "AuditHead" values (2, 0, \'\')'],
    [`set databourse.appending_audit = 'on'; insert into "AuditEvent" (seq, at, actor, action, "objectType", "objectId", outcome, "requestId", canonical, "prevHash", hash) values (9, now(), '', '', '', '', '', '', '', '', '')`],
    ['alter table "AuditEvent" disable trigger all'], ['alter table "AuditEvent" disable trigger user'], ['drop trigger append_only on "AuditEvent"'], ['set session_replication_role = \'replica\''], ['alter table "AuditEvent" owner to current_user'],
    ['select audit_drop_segment(256)'], ['insert into "AuditSegment" values (256, 1, \'\', \'\', \'\', \'\', now())'], ['delete from "AuditSegment"'], ['update "AuditCheckpoint" set root = \'\''], ['delete from "AuditBlock"'],
    ['drop table "AuditEvent"'], ['create table mine (id int)'], ['create temporary table "AuditHead" (id int, seq bigint, hash text)'], ['create function mine() returns int language sql as \'select 1\''], ['create schema mine'], ['create extension pgcrypto'], ['create role mine'],
    ['drop function audit_append(timestamptz, text, text, text, text, text, text, text)'], ['alter role current_user createrole'], ['select grant_server_role(current_user::text)'], ['copy "AuditEvent" from program \'true\''],
    ['update "ConsentEvent" set decision = \'GIVEN\''], ['delete from "ConsentRecord"'], ['update "Notice" set body = \'\''], ['update "LedgerEntry" set "amountMinor" = 0'], ['update "LedgerTransaction" set reference = \'\''],
    ['update "LedgerAccount" set "balanceMinor" = 1000000'], ['update "LedgerAccount" set "ownerId" = gen_random_uuid()'], ['delete from "SubjectKey"'], ['delete from _prisma_migrations'], ['create table pgboss.mine (id int)'], ['drop table pgboss.job'],
  ])('is denied: %s', async (sql) => {
    await expect(asServer(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it("takes nobody's id who is not erased, though the function works as the owner", async () => {
    const { accountId } = await createAccount();
    await expect(asServer(`select replace_account_id('${accountId}', gen_random_uuid())`)).rejects.toMatchObject({ code: '42501' });
  });

  it('runs the jobs, whose tables were made before', async () => {
    const served = connect(serverDatabaseUrl(environment) ?? '', 5);
    const faults: string[] = [];
    const running = await startJobs({ db: served, databaseUrl: serverDatabaseUrl(environment) ?? '', report: (fault) => { faults.push(String(fault)); } });
    await running.stop();
    await served.$disconnect();
    expect(faults).toEqual([]);
  }, 60_000);

  it('stands on the page of the log, and so does an owner in its place', async () => {
    const admin = await createAccount({ roles: ['ADMIN'] });
    expect(await getAuditStatus(contextFor(admin.actor))).toMatchObject({ value: { role: { name: inject('serverRole'), isLimited: true } } });
    expect(await getAuditStatus(contextFor(admin.actor, { db }))).toMatchObject({ value: { role: { isLimited: false } } });
  });
});

describe('where the start may make no role', () => {
  const name = `maker_${randomBytes(4).toString('hex')}`;
  const under = (user: string) => { const url = new URL(databaseUrl); url.username = user; url.password = appPassword; return url.toString(); };

  it('it says what to do, and that the server works as the owner', async () => {
    made.push(name);
    await db.$executeRawUnsafe(`create role ${name} login password '${scramVerifier(appPassword)}'`);
    expect(await makeServerRole({ ownerUrl: under(name), appPassword: 'x' })).toMatch(/CREATE ROLE .* LOGIN PASSWORD .* DATABASE_APP_URL/);
    expect(await chooseServerDatabase({ DATABASE_URL: databaseUrl })).toMatchObject({ url: databaseUrl, warning: expect.stringMatching(/works as the owner/) as unknown });
    expect(await chooseServerDatabase({ DATABASE_URL: databaseUrl, DATABASE_APP_PASSWORD: 'another' })).toMatchObject({ url: databaseUrl, warning: expect.stringMatching(/can't sign in.*works as the owner/) as unknown });
  });

  it('a role that the operator made gets its rights by its name', async () => {
    expect(await makeServerRole({ ownerUrl: databaseUrl, appUrl: under(name) })).toBeNull();
    expect(await chooseServerDatabase({ DATABASE_URL: databaseUrl, DATABASE_APP_URL: under(name) })).toEqual({ url: under(name), warning: null });
    expect(await chooseServerDatabase({ DATABASE_APP_URL: under(name) })).toEqual({ url: under(name), warning: null });
    await expect(asServer('update "AuditEvent" set outcome = \'ok\'', under(name))).rejects.toMatchObject({ code: '42501' });
  });

  it('an owner is no role for a server, and what could change the log by other rights is refused', async () => {
    await expect(makeServerRole({ ownerUrl: databaseUrl, appUrl: databaseUrl })).rejects.toThrow(/must not work under it/);
    expect(await chooseServerDatabase({ DATABASE_URL: databaseUrl, DATABASE_APP_URL: databaseUrl })).toMatchObject({ warning: expect.stringMatching(/could change the audit log/) as unknown });
    await db.$executeRawUnsafe('grant update on "AuditEvent" to public');
    await expect(makeServerRole({ ownerUrl: databaseUrl, appUrl: under(name) })).rejects.toThrow(/past audit_append/);
    await db.$executeRawUnsafe('revoke update on "AuditEvent" from public');
    await expect(chooseServerDatabase({})).rejects.toThrow(/DATABASE_URL/);
  });
});
