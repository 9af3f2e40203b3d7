import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeEach, inject } from 'vitest';
import { connect, type Actor, type Context, type PrismaClient, type Role } from '@/lib/db';
import { encryptEmail } from '@/lib/identity/field-keys';
import type { AccountId } from '@/lib/shared/ids';
import { newIdentity } from '@/lib/identity/new-identity';
import { asServer, databaseUrl } from './global-setup';

type Seeded = { readonly accountId: AccountId; readonly actor: Actor & { kind: 'account' }; readonly email: string; readonly password: string };

/** Every row of every table as text, a table at a time. */
export async function dumpTables(db: PrismaClient): Promise<{ table: string; text: string }[]> {
  return Promise.all((await listTables(db)).map(async (table) => ({ table, text: (await db.$queryRawUnsafe<{ row: string }[]>(`select t::text as row from "${table}" t`)).map(({ row }) => row).join('\n') })));
}

export type TestContext = {
  /** As the owner: for what a test arranges and looks at, and for what it does to the database behind the exchange's back. */
  readonly db: PrismaClient;
  readonly databaseUrl: string;
  /** Its `db` works as the role of a server does, so that every use case is tried with the rights it has in earnest. */
  readonly contextFor: (actor?: Actor, overrides?: Partial<Context>) => Context;
  readonly createAccount: (options?: { roles?: readonly Role[]; sellerName?: string }) => Promise<Seeded>;
};

/** Call at the top of a test file: a database of its own, emptied before each test. */
export async function testContext(): Promise<TestContext> {
  const url = await copyTemplate();
  process.env.DATABASE_URL = url;
  const db = connect(url, 30);
  const served = connect(asServer(url, inject('serverRole')), 20);
  const tables = await listTables(db);

  beforeEach(async () => {
    await db.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(`set local databourse.allow_truncate = 'on'`);
      await tx.$executeRawUnsafe(`truncate ${tables.map((name) => `"${name}"`).join(', ')} restart identity cascade`);
      await tx.$executeRawUnsafe(`insert into "AuditHead" (id, seq, hash) values (1, 0, repeat('0', 64))`);
    });
  });
  afterAll(async () => {
    await db.$disconnect();
    await served.$disconnect();
  });

  const contextFor = (actor: Actor = { kind: 'visitor', visitorId: null }, overrides: Partial<Context> = {}): Context => ({
    db: served, actor, now: () => new Date(), requestId: 'test', locale: 'en', hasGpcSignal: false, ...overrides,
  });
  return { db, databaseUrl: url, contextFor, createAccount: (options) => createAccount(db, options) };
}

async function copyTemplate(): Promise<string> {
  const adminUrl = inject('adminUrl');
  const templateName = inject('templateName');
  const name = `${templateName}_copy_${randomBytes(4).toString('hex')}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // One copy at a time: PostgreSQL refuses to copy a template that another session is copying from.
    await admin.query('select pg_advisory_lock(7215001)');
    await admin.query(`create database ${name} template ${templateName}`);
  } finally {
    await admin.end();
  }
  return databaseUrl(adminUrl, name);
}

/** From here on a transaction that has appended to the log and then writes anything else is refused: the head stays locked for no longer than the append (A1). */
export async function refuseAfterAppend(db: PrismaClient): Promise<void> {
  const tables = await listTables(db);
  await db.$executeRawUnsafe(`create function test_appended() returns trigger language plpgsql as 'begin perform set_config(''databourse.test_appended'', ''on'', true); return null; end'`);
  await db.$executeRawUnsafe(`create function test_after_append() returns trigger language plpgsql as 'begin if current_setting(''databourse.test_appended'', true) = ''on'' then raise exception ''A1: % of % after the append'', tg_op, tg_table_name; end if; return null; end'`);
  await db.$executeRawUnsafe('create trigger test_appended after insert on "AuditEvent" for each row execute function test_appended()');
  for (const table of tables.filter((name) => !name.startsWith('Audit'))) await db.$executeRawUnsafe(`create trigger test_after_append before insert or update or delete on "${table}" for each statement execute function test_after_append()`);
}

async function listTables(db: PrismaClient): Promise<string[]> {
  const rows = await db.$queryRaw<{ tablename: string }[]>`select tablename from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`;
  return rows.map((row) => row.tablename);
}

/** Straight into the table: what is tested is seldom the sign-up. The hash is of no password at all. */
async function createAccount(db: PrismaClient, options: { roles?: readonly Role[]; sellerName?: string } = {}): Promise<Seeded> {
  const roles = [...(options.roles ?? (['BUYER'] as const))];
  const [{ identityId, accountId }, email] = [newIdentity(), `${randomUUID()}@test.example`];
  await db.account.create({ data: { id: accountId, roles }, select: { id: true } });
  await db.identity.create({ data: { id: identityId, accountId, emailCipher: encryptEmail(email, accountId), emailIndex: randomUUID(), passwordHash: 'none' }, select: { id: true } });
  if (roles.includes('SELLER')) {
    const name = options.sellerName ?? 'Test Seller';
    await db.seller.create({ data: { accountId, slug: `seller-${accountId.slice(0, 8)}`, name } });
  }
  return { accountId, email, password: 'not-a-password', actor: { kind: 'account', accountId, sessionId: randomUUID(), roles } };
}
