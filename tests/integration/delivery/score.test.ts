import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { scoreOnOwnFile } from '@/lib/delivery';
import { env } from '@/lib/env';
import { seededRandom } from '@/lib/shared/seeded-random';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const code = (result: { ok: boolean; refusal?: { code: string; params?: unknown } }) => result.refusal?.code ?? 'ok';

/** Two classes apart in x; y says nothing. */
function points(count: number, seed: number, flip = 0): string {
  const random = seededRandom(seed);
  const rows = Array.from({ length: count }, () => { const label = random() < 0.5 ? 'low' : 'high'; const said = random() < flip ? (label === 'low' ? 'high' : 'low') : label; return `${(label === 'high' ? 5 : 0) + random()},${random()},${said}`; });
  return `x,y,kind\n${rows.join('\n')}\n`;
}

async function offered(table: string) {
  const seller = await createAccount({ roles: ['SELLER'] });
  const bytes = Buffer.from(table);
  await storage().write(Readable.from([bytes]), { maxBytes: 10_000_000 });
  const listing = await createListing(db, { sellerId: seller.accountId, bytes, fileName: 'points.csv', rowCount: table.trim().split('\n').length - 1, columnNames: ['x', 'y', 'kind'] });
  const buyer = await createAccount();
  const ctx = contextFor(buyer.actor);
  const score = (file: string, { label = 'kind', name = 'own.csv' } = {}) => scoreOnOwnFile(ctx, { listingId: listing.listingId, fileName: name, label, bytes: Readable.from([Buffer.from(file)]) });
  return { ...listing, buyerId: buyer.accountId, sellerId: seller.accountId, ctx, score };
}

async function leftOver(): Promise<string[]> {
  const folder = resolve(env().STATE_DIR, 'incoming');
  return (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('measure-')).map((name) => join(folder, name));
}

describe('score on my validation file', () => {
  it('says what the dataset adds together, keeps nothing of the file, and records that it was asked', async () => {
    const { score } = await offered(points(300, 1));
    const before = await storage().list();
    const answer = await score(points(60, 2));
    expect(answer).toMatchObject({ ok: true, value: { accuracy: 1, columns: ['x', 'y'], basis: 'sample', trainRows: 30, validationRows: 60 } });
    if (answer.ok) { expect(answer.value.baseline).toBeLessThan(0.7); expect(Object.keys(answer.value).toSorted()).toEqual(['accuracy', 'baseline', 'basis', 'columns', 'helpfulShare', 'totalValue', 'trainRows', 'validationRows']); }
    expect(await leftOver()).toEqual([]);
    expect(await storage().list()).toEqual(before);
    expect(await db.auditEvent.count({ where: { action: 'validation.scored' } })).toBe(1);
  }, 60_000);

  it('uses no column whose values are shown to nobody, also where the seller has chosen nothing yet', async () => {
    const { revisionId, score } = await offered(points(300, 1));
    const found = { entity: 'name', category: 'direct', source: 'value', rowCount: 300n, share: 1, confidence: 0.9, isFlagged: true, examples: [] };
    await db.privacyFinding.create({ data: { ...found, revisionId, column: 'x' } });
    expect(await score(points(60, 2))).toMatchObject({ ok: true, value: { columns: ['y'] } });
    await db.privacyFinding.updateMany({ data: { column: 'kind' } });
    expect(code(await score(points(60, 2)))).toBe('scoring-not-possible');
  }, 60_000);

  it('looks at no row that is for sale: only at the published sample, and at what the asker owns', async () => {
    const { listingId, revisionId, buyerId, sellerId, score } = await offered(points(400, 1));
    const before = await score(points(60, 2));
    expect(before).toMatchObject({ ok: true, value: { basis: 'sample', trainRows: 40 } });
    const order = await db.order.create({ data: { buyerId, listingId, revisionId, priceMinor: 0n, feeMinor: 0n, currency: 'EUR', licenceCode: 'exchange-internal-1.0', licenceSha256: 'a'.repeat(64), idempotencyKey: 'score', placedAt: new Date() }, select: { id: true } });
    await db.entitlement.create({ data: { orderId: order.id, buyerId, listingId, revisionId, share: 5_000, grantedAt: new Date() } });
    expect(await score(points(60, 2))).toMatchObject({ ok: true, value: { basis: 'owned', trainRows: 200 } });
    const seller = contextFor({ kind: 'account', accountId: sellerId, sessionId: randomUUID(), roles: ['BUYER', 'SELLER'] });
    expect(await scoreOnOwnFile(seller, { listingId, fileName: 'own.csv', label: 'kind', bytes: Readable.from([Buffer.from(points(60, 2))]) })).toMatchObject({ ok: true, value: { basis: 'owned', trainRows: 400 } });
  }, 60_000);

  it('finds mislabelled data less helpful', async () => {
    const clean = await (await offered(points(3_000, 1))).score(points(60, 2));
    const noisy = await (await offered(points(3_000, 1, 0.3))).score(points(60, 2));
    if (!clean.ok || !noisy.ok) throw new Error('not scored');
    expect(noisy.value.totalValue).toBeLessThan(clean.value.totalValue);
    expect(noisy.value.helpfulShare).toBeLessThan(clean.value.helpfulShare);
  }, 60_000);

  it.each<[string, () => string, { label?: string; name?: string }, string]>([
    ['a label that isn’t there', () => points(60, 2), { label: 'colour' }, 'scoring-not-possible'],
    ['too few rows', () => points(5, 2), {}, 'scoring-not-possible'],
    ['too many rows', () => points(1_200, 2), {}, 'scoring-not-possible'],
    ['no column in common', () => `a,kind\n${Array.from({ length: 30 }, (_, row) => `${row},low`).join('\n')}\n`, {}, 'scoring-not-possible'],
    ['an empty file', () => '', {}, 'file-empty'],
    ['what isn’t a table', () => 'PK\u0003\u0004nothing', { name: 'own.parquet' }, 'file-not-what-name-says'],
    ['a file that is too large', () => 'x'.repeat(6 * 1024 * 1024), {}, 'file-too-large'],
  ])('refuses %s, and keeps nothing of it', async (_, file, options, expected) => {
    const { score } = await offered(points(100, 1));
    expect(code(await score(file(), options))).toBe(expected);
    expect(await leftOver()).toEqual([]);
  }, 60_000);

  it('is for signed-in buyers and for what is on sale', async () => {
    const { listingId } = await offered(points(100, 1));
    const bytes = () => Readable.from([Buffer.from(points(60, 2))]);
    expect(code(await scoreOnOwnFile(contextFor(), { listingId, fileName: 'own.csv', label: 'kind', bytes: bytes() }))).toBe('sign-in-needed');
    await db.listing.update({ where: { id: listingId }, data: { status: 'WITHDRAWN' } });
    const buyer = await createAccount();
    expect(code(await scoreOnOwnFile(contextFor(buyer.actor), { listingId, fileName: 'own.csv', label: 'kind', bytes: bytes() }))).toBe('not-found');
  });
});
