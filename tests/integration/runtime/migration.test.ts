import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { Secret, TOTP } from 'otpauth';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { connect } from '@/lib/db';
import { findSession, getOwnAccount, openSession } from '@/lib/identity';
import { emailIndex, encryptEmail } from '@/lib/identity/field-keys';
import { hashPassword } from '@/lib/identity/passwords';
import { sealTotp } from '@/lib/identity/second-factor';
import { applyMigrations } from '@/scripts/migrate';
import { createDatabase } from '@/scripts/migrate/create-database';
import { dumpTables, testContext } from '@/tests/support/context';
import { newAddress } from '@/tests/support/people';
import { findTraces } from '@/tests/support/traces';

const { db, databaseUrl, contextFor, createAccount } = await testContext();

async function openAccount(kind: 'WALLET' | 'DEMO_CREDIT', currency = 'EUR') {
  return db.ledgerAccount.create({ data: { kind, ownerId: randomUUID(), currency }, select: { id: true } });
}

function move(entries: readonly { accountId: string; amountMinor: bigint }[]) {
  return db.$transaction(async (tx) => {
    const { id } = await tx.ledgerTransaction.create({ data: { kind: 'test', reference: 'test', idempotencyKey: randomUUID() }, select: { id: true } });
    await tx.ledgerEntry.createMany({ data: entries.map((entry) => ({ ...entry, transactionId: id })) });
  });
}

const balanceOf = async (id: string) => (await db.ledgerAccount.findUniqueOrThrow({ where: { id }, select: { balanceMinor: true } })).balanceMinor;

const append = (detail = '{}') => db.$queryRaw`select audit_append(now(), 'system', 'demo.seeded', 'x', 'y', 'ok', 'r', ${detail})`;

describe('the migrations', () => {
  it('have nothing left to do the second time', async () => {
    expect(await applyMigrations(databaseUrl)).toEqual([]);
  });

  it('make again what a killed process left half-way', async () => {
    const [{ migration_name: last } = { migration_name: '' }] = await db.$queryRaw<{ migration_name: string }[]>`select migration_name from _prisma_migrations order by migration_name desc limit 1`;
    const names = (await readdir('prisma/migrations', { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const url = new URL(databaseUrl);
    url.pathname = `/half_${randomUUID().replaceAll('-', '')}`;
    await createDatabase(url.toString());
    await applyMigrations(url.toString(), names.filter((name) => name !== last));
    // As the engine writes before it begins one.
    const half = new pg.Client({ connectionString: url.toString() });
    await half.connect();
    await half.query(`insert into _prisma_migrations (id, checksum, migration_name, applied_steps_count) values ('half', 'x', $1, 0)`, [last]);
    await half.end();
    expect(await applyMigrations(url.toString())).toEqual([last]);
    expect(await applyMigrations(url.toString())).toEqual([]);
    await db.$executeRawUnsafe(`drop database "${url.pathname.slice(1)}" with (force)`);
  });
});

describe('P1 the vault of a database of before', () => {
  it('takes what leads to a person under an id of its own, whole or not at all, and she signs in as before', async () => {
    const names = (await readdir('prisma/migrations', { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).toSorted();
    const own = names.findIndex((name) => name.endsWith('_identity_vault'));
    const url = new URL(databaseUrl);
    url.pathname = `/before_${randomUUID().replaceAll('-', '')}`;
    await createDatabase(url.toString());
    await applyMigrations(url.toString(), names.slice(0, own));
    const [accountId, email, password, secret] = [randomUUID(), 'reader@mail.example', 'lighthouse keeper 47', new Secret({ size: 20 }).base32];
    const before = new pg.Client({ connectionString: url.toString() });
    await before.connect();
    const insert = (id: string, status: string, emailCipher: string, index: string) => before.query(
      `insert into "Account" (id, "emailCipher", "emailIndex", "passwordHash", roles, status, "totpCipher", "emailVerifiedAt") values ($1, $2, $3, $4, '{BUYER}', $5::"AccountStatus", $6, now())`,
      [id, emailCipher, index, status === 'ERASED' ? 'erased' : hashed, status, status === 'ERASED' ? null : sealTotp('totp', id, secret)],
    );
    const hashed = await hashPassword(password);
    await insert(accountId, 'ACTIVE', encryptEmail(email, accountId), emailIndex(email));
    await insert(randomUUID(), 'ERASED', 'erased', 'erased x');
    await before.query(`insert into "Dataset" (id, "ownerId", name) values (gen_random_uuid(), $1, 'hers')`, [accountId]);
    // Killed within it: nothing of it is there, and the record of a begun one is.
    await before.query(`insert into _prisma_migrations (id, checksum, migration_name, applied_steps_count) values ('half', 'x', $1, 0)`, [names[own]]);
    await before.end();
    expect(await applyMigrations(url.toString())).toEqual(names.slice(own));

    const then = connect(url.toString(), 4);
    const visitor = contextFor(undefined, { db: then, address: newAddress() });
    const [identity, ...others] = await then.identity.findMany();
    expect([identity?.accountId, others, await then.dataset.count({ where: { ownerId: accountId } })]).toEqual([accountId, [], 1]);
    expect(identity?.id).not.toBe(accountId);
    expect(await openSession(visitor, { email, password })).toMatchObject({ refusal: { code: 'second-factor-needed' } });
    const opened = await openSession(visitor, { email, password, code: new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate() });
    if (!opened.ok) throw new Error(opened.refusal.code);
    const session = await findSession(then, opened.value.sessionToken, new Date());
    if (!session) throw new Error('no session');
    expect(await getOwnAccount(contextFor({ kind: 'account', ...session }, { db: then }))).toMatchObject({ value: { email } });
    const tables = (await dumpTables(then)).filter(({ table }) => table !== 'Identity');
    expect(await findTraces(tables, { people: [{ id: identity?.id ?? '', accountId }], addresses: [email] })).toEqual([]);
    await then.$disconnect();
    await db.$executeRawUnsafe(`drop database "${url.pathname.slice(1)}" with (force)`);
  });
});

describe('the ledger', () => {
  it('keeps the balances from its entries', async () => {
    const [wallet, credit] = [await openAccount('WALLET'), await openAccount('DEMO_CREDIT')];
    await move([{ accountId: wallet.id, amountMinor: 500n }, { accountId: credit.id, amountMinor: -500n }]);
    expect([await balanceOf(wallet.id), await balanceOf(credit.id)]).toEqual([500n, -500n]);
  });

  it('refuses entries that do not add up to zero, in one currency or across two', async () => {
    const [wallet, credit, dollars] = [await openAccount('WALLET'), await openAccount('DEMO_CREDIT'), await openAccount('DEMO_CREDIT', 'USD')];
    await expect(move([{ accountId: wallet.id, amountMinor: 500n }, { accountId: credit.id, amountMinor: -400n }])).rejects.toThrow(/does not balance/);
    await expect(move([{ accountId: wallet.id, amountMinor: 500n }, { accountId: dollars.id, amountMinor: -500n }])).rejects.toThrow(/does not balance/);
    await expect(move([])).rejects.toThrow(/does not balance/);
    expect(await balanceOf(wallet.id)).toBe(0n);
  });

  it('refuses to overdraw a wallet and to write a balance by hand', async () => {
    const [wallet, credit] = [await openAccount('WALLET'), await openAccount('DEMO_CREDIT')];
    await expect(move([{ accountId: wallet.id, amountMinor: -1n }, { accountId: credit.id, amountMinor: 1n }])).rejects.toThrow(/LedgerAccount_not_overdrawn/);
    await expect(db.ledgerAccount.update({ where: { id: wallet.id }, data: { balanceMinor: 1_000_000n } })).rejects.toThrow(/only by a ledger entry/);
    await expect(db.ledgerAccount.create({ data: { kind: 'WALLET', ownerId: randomUUID(), currency: 'EUR', balanceMinor: 5n } })).rejects.toThrow(/only by a ledger entry/);
  });
});

describe('the audit log', () => {
  it('numbers without a gap and chains each row to the one before, by the documented bytes', async () => {
    for (let index = 0; index < 5; index += 1) await append(`{"note":"号 ${index}"}`);
    const rows = await db.auditEvent.findMany({ orderBy: { seq: 'asc' } });
    expect(rows.map((row) => row.seq)).toEqual([1n, 2n, 3n, 4n, 5n]);
    let prev = '0'.repeat(64);
    for (const row of rows) {
      expect(row.prevHash).toBe(prev);
      expect(row.hash).toBe(createHash('sha256').update('\0').update(prev + String(row.seq)).update('\0').update(row.canonical).digest('hex'));
      prev = row.hash;
    }
  });

  it('rolls back with the transaction it belongs to, leaving no gap', async () => {
    await expect(db.$transaction(async (tx) => {
      await tx.$queryRaw`select audit_append(now(), 'system', 'demo.seeded', 'x', 'y', 'ok', 'r', '{}')`;
      throw new Error('the business change failed');
    })).rejects.toThrow('the business change failed');
    await append();
    expect((await db.auditEvent.findMany({ select: { seq: true } })).map((row) => row.seq)).toEqual([1n]);
  });

  it.each([
    ['an update', () => db.auditEvent.updateMany({ data: { outcome: 'forged' } })],
    ['a delete', () => db.auditEvent.deleteMany({})],
    ['a truncate', () => db.$executeRawUnsafe('truncate "AuditEvent"')],
    ['a direct insert', () => db.$executeRawUnsafe(`insert into "AuditEvent" select 9, at, actor, action, "objectType", "objectId", outcome, "requestId", canonical, "prevHash", hash from "AuditEvent"`)],
    ['a moved head', () => db.auditHead.update({ where: { id: 1 }, data: { seq: 0n } })],
  ])('refuses %s', async (_, attempt) => {
    await append();
    await expect(attempt()).rejects.toThrow(/append-only|audit_append/);
  });
});

describe('rows that never change', () => {
  it.each(['Notice', 'ConsentEvent', 'LedgerEntry', 'LedgerTransaction', 'PriceChange'])('%s refuses a truncate', async (table) => {
    await expect(db.$executeRawUnsafe(`truncate "${table}" cascade`)).rejects.toThrow(/append-only/);
  });

  it('a measured revision is immutable', async () => {
    const { accountId } = await createAccount({ roles: ['SELLER'] });
    const sha256 = 'a'.repeat(64);
    await db.storedObject.create({ data: { sha256, byteSize: 1n } });
    const { id: datasetId } = await db.dataset.create({ data: { ownerId: accountId, name: 'x' } });
    const data = { datasetId, number: 1, status: 'READY' as const, format: 'CSV' as const, fileName: 'x.csv', byteSize: 1n, sha256, rowCount: 1n, columnCount: 1, measuredAt: new Date() };
    const { id } = await db.revision.create({ data });
    await expect(db.revision.update({ where: { id }, data: { rowCount: 2n } })).rejects.toThrow(/immutable/);
  });
});
