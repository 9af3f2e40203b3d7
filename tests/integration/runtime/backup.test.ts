import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { verifyAuditChain } from '@/lib/audit';
import { findLicence } from '@/lib/catalog';
import { connect } from '@/lib/db';
import { resetEnv } from '@/lib/env';
import { getWallet, placeOrder, topUpWallet } from '@/lib/orders';
import { localStorage } from '@/lib/storage';
import { keyFingerprints, missingKeys, readManifest } from '@/scripts/backup/manifest';
import { restoreBackup } from '@/scripts/backup/restore-backup';
import { writeBackup } from '@/scripts/backup/write-backup';
import { createDatabase } from '@/scripts/migrate/create-database';
import { testContext } from '@/tests/support/context';
import { databaseUrl as urlOf } from '@/tests/support/global-setup';
import { createListing } from '@/tests/support/market';

const { db, databaseUrl, contextFor, createAccount } = await testContext();
const folder = await mkdtemp(join(tmpdir(), 'databourse-backup-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const say = () => undefined;
// Named as a copy, which the end of the run takes away.
const freshUrl = () => urlOf(inject('adminUrl'), `${inject('templateName')}_copy_${randomBytes(4).toString('hex')}`);

/** A market with a purchase in it, backed up. */
async function backedUp() {
  const store = localStorage(join(folder, randomUUID()));
  const bytes = randomBytes(50_000);
  const stored = await store.write(Readable.from([bytes]), { maxBytes: 100_000 });
  if (!stored.ok) throw new Error(stored.refusal.code);
  const seller = await createAccount({ roles: ['SELLER'] });
  const buyer = await createAccount();
  const listing = await createListing(db, { sellerId: seller.accountId, priceMinor: 1_000, bytes, title: 'Tab\tnew\nline \\ back, "quoted" 西雅图' });
  const ctx = contextFor(buyer.actor);
  await topUpWallet(ctx, { amountMinor: 5_000, idempotencyKey: randomUUID() });
  const order = await placeOrder(ctx, { listingId: listing.listingId, quotedMinor: 1_000, licenceSha256: findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '', idempotencyKey: randomUUID() });
  if (!order.ok) throw new Error(order.refusal.code);
  const target = join(folder, randomUUID());
  await writeBackup({ databaseUrl, store, stateDir: folder, target, now: new Date('2026-11-24T00:00:00Z'), say });
  return { target, bytes, sha256: stored.value.sha256, ctx, listing, orderId: order.value.orderId };
}

async function restored(source: string) {
  const url = freshUrl();
  await createDatabase(url);
  const store = localStorage(join(folder, randomUUID()));
  await restoreBackup({ databaseUrl: url, store, stateDir: join(folder, randomUUID()), source, say });
  return { url, store };
}

describe('a backup', () => {
  it('brings every row, every object, every balance and a whole audit log back into an empty database', async () => {
    // What was put away of the log lies in no table.
    await mkdir(join(folder, 'audit-segments'), { recursive: true });
    await writeFile(join(folder, 'audit-segments', '000000000001-000000000256.jsonl'), 'a segment');
    const made = await backedUp();
    expect(await readFile(join(made.target, 'files', 'audit-segments', '000000000001-000000000256.jsonl'), 'utf8')).toBe('a segment');
    await rm(join(folder, 'audit-segments'), { recursive: true });
    const { url, store } = await restored(made.target);
    const again = connect(url, 3);
    try {
      expect(await buffer(await store.openRead(made.sha256))).toEqual(made.bytes);
      expect(await again.listing.findMany()).toEqual(await db.listing.findMany());
      expect(await again.ledgerEntry.findMany({ orderBy: { id: 'asc' } })).toEqual(await db.ledgerEntry.findMany({ orderBy: { id: 'asc' } }));
      expect(await again.ledgerAccount.findMany({ orderBy: { id: 'asc' } })).toEqual(await db.ledgerAccount.findMany({ orderBy: { id: 'asc' } }));
      expect(await verifyAuditChain(again)).toMatchObject({ isIntact: true, rowCount: Number((await db.auditHead.findUniqueOrThrow({ where: { id: 1 } })).seq) });
      // And it goes on from there: numbers follow, triggers are back.
      const ctx = { ...made.ctx, db: again };
      expect((await topUpWallet(ctx, { amountMinor: 100, idempotencyKey: randomUUID() })).ok).toBe(true);
      expect(await getWallet(ctx)).toMatchObject({ value: { balanceMinor: 4_100 } });
      expect(await verifyAuditChain(again)).toMatchObject({ isIntact: true });
      await expect(again.$executeRaw`delete from "ConsentEvent" where true`).resolves.toBe(0);
      await expect(again.$executeRaw`update "AuditEvent" set outcome = 'x'`).rejects.toThrow();
    } finally {
      await again.$disconnect();
    }
  });

  it('holds what lies encrypted in the store encrypted, and puts it back as it was', async () => {
    const store = localStorage(join(folder, randomUUID()));
    const bytes = Buffer.from('name,diagnosis\nAnna Lindqvist,asthma\n'.repeat(4_000));
    const stored = await store.write(Readable.from([bytes]), { maxBytes: 1_000_000 });
    if (!stored.ok) throw new Error(stored.refusal.code);
    const { sha256, byteSize } = stored.value;
    await db.storedObject.create({ data: { sha256, byteSize, sealedAt: new Date() } });
    await store.seal(sha256);
    const target = join(folder, randomUUID());
    const manifest = await writeBackup({ databaseUrl, store, stateDir: folder, target, now: new Date(), say });
    expect(manifest.objects).toEqual([{ sha256, byteSize, sealed: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }]);
    for (const entry of (await readdir(target, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())) expect((await readFile(join(entry.parentPath, entry.name))).includes('Lindqvist')).toBe(false);
    const { store: again } = await restored(target);
    expect((await buffer(await again.openRead(sha256))).equals(bytes)).toBe(true);
    await expect(again.localPath(sha256)).rejects.toThrow('Sealed bytes');
    const copy = join(folder, randomUUID());
    await cp(target, copy, { recursive: true });
    await appendFile(join(copy, 'objects', sha256.slice(0, 2), `${sha256}.sealed`), 'x');
    await expect(restored(copy)).rejects.toThrow(/is not what the manifest says/);
  });

  it('made by a newer version is refused by name', async () => {
    const { target } = await backedUp();
    const path = join(target, 'manifest.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('first_market', 'from_the_future'));
    await expect(restored(target)).rejects.toThrow(/from_the_future, which this version doesn't know/);
  });

  it('never goes over what is there', async () => {
    const { target } = await backedUp();
    await expect(restoreBackup({ databaseUrl, store: localStorage(join(folder, randomUUID())), stateDir: folder, source: target, say })).rejects.toThrow(/database is not empty/);
    await expect(writeBackup({ databaseUrl, store: localStorage(folder), stateDir: folder, target, now: new Date(), say })).rejects.toThrow(/is there already/);
  });

  it('with one changed byte, a missing file, a damaged manifest or other keys is refused before anything is written', async () => {
    const { target } = await backedUp();
    const url = freshUrl();
    const attempt = async (spoil: (copy: string) => Promise<void>) => {
      const copy = join(folder, randomUUID());
      await cp(target, copy, { recursive: true });
      await spoil(copy);
      return restoreBackup({ databaseUrl: url, store: localStorage(copy), stateDir: copy, source: copy, say });
    };
    await expect(attempt((copy) => appendFile(join(copy, 'tables', 'Listing.copy.gz'), 'x'))).rejects.toThrow(/tables\/Listing.copy.gz is not what the manifest says/);
    await expect(attempt((copy) => rm(join(copy, 'objects'), { recursive: true }))).rejects.toThrow(/lacks objects/);
    await expect(attempt((copy) => writeFile(join(copy, 'manifest.json'), '{"format":'))).rejects.toThrow(/damaged/);
    await expect(attempt((copy) => rm(join(copy, 'manifest.json')))).rejects.toThrow(/There is no backup/);
    // Every key, in every version: another pseudonym key makes strangers of everybody, another signing key a forgery of the log.
    for (const name of ['ROOT_PSEUDONYM_KEY', 'ROOT_TOKEN_KEY', 'AUDIT_SIGNING_KEY', 'ROOT_ENCRYPTION_KEY', 'ROOT_BLIND_INDEX_KEY', 'ROOT_ENCRYPTION_KEY_2']) {
      await expect(attempt(async (copy) => {
        const path = join(copy, 'manifest.json');
        const content = JSON.parse(await readFile(path, 'utf8')) as { keys: Record<string, string> };
        await writeFile(path, JSON.stringify({ ...content, keys: { ...content.keys, [name]: '0'.repeat(32) } }));
      }), name).rejects.toThrow(`other keys than those in .env (${name})`);
    }
    // One of before names its three keys together.
    await expect(attempt(async (copy) => {
      const path = join(copy, 'manifest.json');
      await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')) as object, keys: '0'.repeat(32) }));
    })).rejects.toThrow(/other keys/);
    process.env.ROOT_ENCRYPTION_KEY_2 = Buffer.from('z'.repeat(32)).toString('base64');
    resetEnv();
    try {
      expect(Object.keys(keyFingerprints())).toContain('ROOT_ENCRYPTION_KEY_2');
      expect(missingKeys(await readManifest(target))).toEqual([]);
    } finally {
      delete process.env.ROOT_ENCRYPTION_KEY_2;
      resetEnv();
    }
    await expect(attempt(async (copy) => {
      const path = join(copy, 'manifest.json');
      await writeFile(path, (await readFile(path, 'utf8')).replace('"files": []', '"files": [{"path": "../../x", "sha256": "' + '0'.repeat(64) + '"}]'));
    })).rejects.toThrow(/damaged/);
  });

  it('that could not be finished is no backup', async () => {
    const { listing } = await backedUp();
    const target = join(folder, randomUUID());
    expect(listing.sha256).toMatch(/^[0-9a-f]{64}$/);
    await expect(writeBackup({ databaseUrl, store: localStorage(join(folder, 'empty')), stateDir: folder, target, now: new Date(), say })).rejects.toThrow(/is missing/);
    expect((await readdir(folder)).filter((name) => target.endsWith(name))).toEqual([]);
  });
});
