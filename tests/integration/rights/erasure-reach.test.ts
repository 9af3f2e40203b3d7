import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { uploadFolder, uploadOwner } from '@/lib/datasets/resumable/store';
import { removeUploadsOf } from '@/lib/datasets';
import { deleteMailTo, queueMail } from '@/lib/mail';
import { testContext } from '@/tests/support/context';

const { db, createAccount } = await testContext();
const whose = ['accountId', 'ownerId', 'buyerId', 'sellerId'];
/** Columns of ids that never name a person: a row of their own, or of a thing. A new one has to be thought about here. */
const things = ['id', 'datasetId', 'revisionId', 'derivedFromId', 'fromId', 'toId', 'listingId', 'beforeId', 'transactionId', 'orderId', 'bundleId', 'planId', 'offerId', 'bundleId', 'pinnedRevisionId', 'supersededById', 'entitlementId', 'listId', 'ruleId', 'alertId', 'trainingRunId', 'versionId', 'decisionId', 'choiceId', 'findingId', 'runId', 'experimentId'];

describe('an erasure reaches every table and reads none whole (C15)', () => {
  it('every column of ids is of a person, under one of four names and led to by an index, or of a thing', async () => {
    const columns = await db.$queryRaw<{ table: string; column: string; indexed: boolean }[]>`
      select c.relname as table, a.attname as column, exists (select 1 from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum and i.indpred is null) as indexed
      from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'uuid'::regtype and not a.attisdropped order by 1, 2`;
    expect(columns.length).toBeGreaterThan(60);
    expect(columns.filter(({ column }) => !whose.includes(column) && !things.includes(column))).toEqual([]);
    const ofPeople = columns.filter(({ table, column }) => whose.includes(column) && table !== 'LedgerEntry');
    expect(ofPeople.length).toBeGreaterThan(15);
    expect(ofPeople.filter(({ indexed }) => !indexed)).toEqual([]);
  });

  it('puts the new id into every one of them', async () => {
    const { accountId } = await createAccount({ roles: ['SELLER'] });
    await db.dataset.create({ data: { ownerId: accountId, name: 'x' } });
    await db.ledgerAccount.create({ data: { kind: 'WALLET', ownerId: accountId, currency: 'EUR' } });
    await db.account.update({ where: { id: accountId }, data: { status: 'ERASED' } });
    const tombstone = crypto.randomUUID();
    await db.$executeRaw`select replace_account_id(${accountId}::uuid, ${tombstone}::uuid)`;
    expect([await db.dataset.count({ where: { ownerId: tombstone } }), await db.ledgerAccount.count({ where: { ownerId: tombstone } }), await db.seller.count({ where: { accountId: tombstone } })]).toEqual([1, 1, 1]);
  });

  it('finds the mail of an address by its index, however it is written, opening nobody else\'s', async () => {
    const mail = (to: string) => db.$transaction((tx) => queueMail(tx, { kind: 'test', to, subject: 's', text: 't', at: new Date() }));
    await mail('Ann@Mail.example');
    const other = await mail('bob@mail.example');
    // What can't be opened would throw if it were looked into.
    await db.outboxMail.update({ where: { id: other }, data: { recipientCipher: 'v1:damaged' } });
    const old = await mail('ann@mail.example');
    await db.outboxMail.update({ where: { id: old }, data: { recipientIndex: null } });
    expect(await db.$transaction((tx) => deleteMailTo(tx, { address: 'ann@mail.example' }))).toBe(2);
    expect(await db.outboxMail.findMany({ select: { id: true } })).toEqual([{ id: other }]);
  });

  it('takes what was begun to be sent, and leaves that of others', async () => {
    const [mine, theirs] = [await createAccount({ roles: ['SELLER'] }), await createAccount({ roles: ['SELLER'] })];
    await mkdir(uploadFolder(), { recursive: true });
    const begin = async (letter: string, accountId: string) => {
      const id = letter.repeat(32);
      await writeFile(join(uploadFolder(), id), 'rows');
      await writeFile(join(uploadFolder(), `${id}.json`), JSON.stringify({ id, size: 100, offset: 4, metadata: { owner: uploadOwner(accountId) } }));
    };
    await begin('a', mine.accountId);
    await begin('b', mine.accountId);
    await begin('c', theirs.accountId);
    expect(await removeUploadsOf(mine.accountId)).toBe(2);
    expect((await readdir(uploadFolder())).toSorted()).toEqual(['c'.repeat(32), `${'c'.repeat(32)}.json`]);
  });
});

describe('top-ups of before (P1)', () => {
  it('are keyed by the wallet after the migration, not by the person, who may be gone', async () => {
    const { accountId } = await createAccount();
    const [wallet, source] = [await db.ledgerAccount.create({ data: { kind: 'WALLET', ownerId: accountId, currency: 'EUR' } }), await db.ledgerAccount.create({ data: { kind: 'DEMO_CREDIT', ownerId: '00000000-0000-0000-0000-000000000000', currency: 'EUR' } })];
    const entries = { createMany: { data: [{ accountId: wallet.id, amountMinor: 5n }, { accountId: source.id, amountMinor: -5n }] } };
    const suffix = crypto.randomUUID();
    await db.ledgerTransaction.create({ data: { kind: 'top-up', reference: '', idempotencyKey: `top-up:${accountId}:${suffix}`, entries } });
    await db.ledgerTransaction.create({ data: { kind: 'top-up', reference: '', idempotencyKey: `demo-credit:${accountId}`, entries } });
    const migration = await readFile('prisma/migrations/20261125171600_server_role/migration.sql', 'utf8');
    const statements = migration.slice(migration.indexOf('ALTER TABLE "LedgerTransaction" DISABLE')).split(';').map((text) => text.trim()).filter((text) => text !== '');
    expect(statements).toHaveLength(3);
    for (const statement of statements) await db.$executeRawUnsafe(statement);
    expect((await db.ledgerTransaction.findMany({ orderBy: { idempotencyKey: 'asc' }, select: { idempotencyKey: true } })).map((row) => row.idempotencyKey)).toEqual([`demo-credit:${wallet.id}`, `top-up:${wallet.id}:${suffix}`]);
  });
});
