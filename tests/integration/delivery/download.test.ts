import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { rm, truncate } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { findLicence, withdrawListing } from '@/lib/catalog';
import { getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import { grantDownload, openDownload } from '@/lib/delivery';
import { findOwned, placeOrder } from '@/lib/orders';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';

/** A buyer who owns a listing whose bytes are really stored. */
async function ownership(bytes = randomBytes(100_000)) {
  const seller = await createAccount({ roles: ['SELLER'] });
  const stored = await storage().write(Readable.from([bytes]), { maxBytes: 1_000_000 });
  if (!stored.ok) throw new Error(stored.refusal.code);
  const listing = await createListing(db, { sellerId: seller.accountId, priceMinor: 0, bytes, fileName: '西雅图 weather.csv' });
  const buyer = await createAccount();
  const ctx = contextFor(buyer.actor);
  const order = await placeOrder(ctx, { listingId: listing.listingId, quotedMinor: 0, licenceSha256, idempotencyKey: randomUUID() });
  if (!order.ok) throw new Error(order.refusal.code);
  return { ...listing, bytes, buyer, ctx, sellerCtx: contextFor(seller.actor), entitlementId: order.value.entitlementId };
}

async function tokenFor({ ctx, entitlementId }: Pick<Awaited<ReturnType<typeof ownership>>, 'ctx' | 'entitlementId'>): Promise<string> {
  const grant = await grantDownload(ctx, { entitlementId });
  if (!grant.ok) throw new Error(grant.refusal.code);
  expect(grant.value.path).toMatch(/^\/api\/downloads\/d1\./);
  return grant.value.path.slice('/api/downloads/'.length);
}

async function read(result: Awaited<ReturnType<typeof openDownload>>): Promise<Buffer> {
  if (!result.ok || !result.value.stream) throw new Error('nothing to read');
  return buffer(result.value.stream);
}

describe('a download', () => {
  it('D12: is the exact bytes the seller uploaded', async () => {
    const own = await ownership();
    const opened = await openDownload(own.ctx, { token: await tokenFor(own) });
    expect(opened).toMatchObject({ ok: true, value: { byteSize: 100_000, sha256: own.sha256, fileName: '西雅图 weather.csv', range: 'whole' } });
    const received = await read(opened);
    expect(received.equals(own.bytes)).toBe(true);
    expect(createHash('sha256').update(received).digest('hex')).toBe(own.sha256);
    expect(await findOwned(own.ctx, own)).toMatchObject({ value: { downloadCount: 1 } });
    expect(await db.auditEvent.count({ where: { action: { in: ['download.granted', 'download.served'] } } })).toBe(2);
  });

  it('can be resumed: the parts make the whole, and count as one download', async () => {
    const own = await ownership();
    const token = await tokenFor(own);
    const first = await read(await openDownload(own.ctx, { token, range: 'bytes=0-39999' }));
    const rest = await openDownload(own.ctx, { token, range: 'bytes=40000-', ifRange: `"${own.sha256}"` });
    expect(rest).toMatchObject({ value: { range: { start: 40_000, end: 99_999 } } });
    expect(Buffer.concat([first, await read(rest)]).equals(own.bytes)).toBe(true);
    expect(await db.download.count()).toBe(1);
  });

  it('is an act of behaviour only with consent, and one however it is resumed', async () => {
    const own = await ownership();
    await read(await openDownload(own.ctx, { token: await tokenFor(own) }));
    expect(await db.behaviourEvent.count()).toBe(0);
    await publishBundledNotices(contextFor({ kind: 'system' }));
    const { token: noticeToken } = await getNotice(own.ctx);
    await recordChoice(own.ctx, { noticeToken, choices: { personalisation: true }, surface: 'banner' });
    const token = await tokenFor(own);
    await read(await openDownload(own.ctx, { token, range: 'bytes=0-39999' }));
    await read(await openDownload(own.ctx, { token, range: 'bytes=40000-' }));
    expect(await db.behaviourEvent.findMany({ select: { kind: true, listingId: true } })).toEqual([{ kind: 'DOWNLOAD', listingId: own.listingId }]);
  });

  it('of a part that does not exist sends nothing and counts nothing', async () => {
    const own = await ownership();
    expect(await openDownload(own.ctx, { token: await tokenFor(own), range: 'bytes=100000-' })).toMatchObject({ ok: true, value: { range: 'unsatisfiable', stream: null } });
    expect(await db.download.count()).toBe(0);
  });

  it('stays possible after the listing was withdrawn', async () => {
    const own = await ownership();
    await withdrawListing(own.sellerCtx, own);
    expect((await read(await openDownload(own.ctx, { token: await tokenFor(own) }))).equals(own.bytes)).toBe(true);
  });

  it('ends ten minutes after it was granted', async () => {
    const own = await ownership();
    const token = await tokenFor(own);
    const later = contextFor(own.buyer.actor, { now: () => new Date(Date.now() + 600_001) });
    expect(code(await openDownload(later, { token }))).toBe('link-expired');
  });

  it('is for one account: another one, a visitor and a changed link get nothing', async () => {
    const own = await ownership();
    const token = await tokenFor(own);
    const stranger = await createAccount();
    expect(code(await openDownload(contextFor(stranger.actor), { token }))).toBe('link-invalid');
    expect(code(await openDownload(contextFor(), { token }))).toBe('sign-in-needed');
    expect(code(await openDownload(own.ctx, { token: `${token.slice(0, -2)}AA` }))).toBe('link-invalid');
    expect(await db.download.count()).toBe(0);
  });

  it("of another person's right is refused like one that does not exist", async () => {
    const own = await ownership();
    const stranger = contextFor((await createAccount()).actor);
    const foreign = await grantDownload(stranger, { entitlementId: own.entitlementId });
    expect(foreign).toEqual(await grantDownload(stranger, { entitlementId: randomUUID() }));
    expect(code(foreign)).toBe('not-found');
  });

  it('stops at once when the right is revoked, also with a link from before', async () => {
    const own = await ownership();
    const token = await tokenFor(own);
    await db.entitlement.update({ where: { id: own.entitlementId }, data: { revokedAt: new Date() } });
    expect(code(await openDownload(own.ctx, { token }))).toBe('entitlement-revoked');
    expect(code(await grantDownload(own.ctx, own))).toBe('entitlement-revoked');
  });

  it('of lost or shortened bytes is refused and counts nothing', async () => {
    const own = await ownership();
    const token = await tokenFor(own);
    const path = await storage().localPath(own.sha256);
    await truncate(path, 10);
    expect(code(await openDownload(own.ctx, { token }))).toBe('bytes-damaged');
    await rm(path);
    expect(code(await openDownload(own.ctx, { token }))).toBe('bytes-damaged');
    expect(await db.download.count()).toBe(0);
  });
});
