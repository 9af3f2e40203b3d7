import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { getOwnListing, publishListing, withdrawListing } from '@/lib/catalog';
import { discardRevision, getOwnRevision } from '@/lib/datasets';
import type { Context, PrismaClient } from '@/lib/db';
import { removePasskey, revokeSession } from '@/lib/identity';
import { getOrderReceipt } from '@/lib/orders';
import { getRightsReceipt, withdrawRight } from '@/lib/rights';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();

/** The same context, writing down each question it puts to the database. */
function counted(ctx: Context) {
  const asked: string[] = [];
  const watching = db.$extends({ query: { $allOperations: ({ model, operation, args, query }) => { asked.push(`${model ?? 'raw'} ${operation}`); return query(args); } } });
  return { ctx: { ...ctx, db: watching as unknown as PrismaClient }, asked };
}

/** What is somebody else's, of each kind that has an address or an id. */
async function things() {
  const owner = await createAccount({ roles: ['BUYER', 'SELLER'] });
  const { listingId, revisionId } = await createListing(db, { sellerId: owner.accountId, status: 'DRAFT' });
  const sold = await createListing(db, { sellerId: owner.accountId });
  const { id: orderId } = await db.order.create({ data: { buyerId: owner.accountId, listingId: sold.listingId, revisionId: sold.revisionId, priceMinor: 0n, feeMinor: 0n, currency: 'EUR', licenceCode: 'x', licenceSha256: 'b'.repeat(64), idempotencyKey: randomUUID() } });
  const { id: requestId } = await db.rightsRequest.create({ data: { accountId: owner.accountId, kind: 'RECTIFICATION', state: 'OPEN', openedAt: new Date(), dueAt: new Date() } });
  const { id: sessionId } = await db.session.create({ data: { accountId: owner.accountId, tokenHash: 'x', createdAt: new Date(), lastSeenAt: new Date(), expiresAt: new Date(Date.now() + 60_000) } });
  const { id: passkeyId } = await db.passkey.create({ data: { accountId: owner.accountId, credentialId: 'c', publicKey: new Uint8Array([1]), counter: 0n, transports: [], name: 'Phone', createdAt: new Date() } });
  return { listingId, soldId: sold.listingId, revisionId, orderId, requestId, sessionId, passkeyId };
}

type Things = Awaited<ReturnType<typeof things>>;
const doors: readonly (readonly [string, (ctx: Context, id: string) => Promise<unknown>, (each: Things) => string])[] = [
  ['a receipt of an order', (ctx, orderId) => getOrderReceipt(ctx, { orderId }), (each) => each.orderId],
  ['a revision', (ctx, revisionId) => getOwnRevision(ctx, { revisionId }), (each) => each.revisionId],
  ['discarding a revision', (ctx, revisionId) => discardRevision(ctx, { revisionId }), (each) => each.revisionId],
  ['a draft of a listing', (ctx, listingId) => getOwnListing(ctx, { listingId }), (each) => each.listingId],
  ['publishing', (ctx, listingId) => publishListing(ctx, { listingId, priceMinor: 100 }, { suggestedMinor: null }), (each) => each.listingId],
  ['withdrawing from sale', (ctx, listingId) => withdrawListing(ctx, { listingId }), (each) => each.soldId],
  ['the proof of a request', (ctx, requestId) => getRightsReceipt(ctx, { requestId }), (each) => each.requestId],
  ['taking a request back', (ctx, requestId) => withdrawRight(ctx, { requestId }), (each) => each.requestId],
  ['ending a session', (ctx, sessionId) => revokeSession(ctx, { sessionId }), (each) => each.sessionId],
  ['removing a passkey', (ctx, id) => removePasskey({ ...ctx, actor: { ...ctx.actor, steppedUpAt: new Date() } as Context['actor'] }, { id }), (each) => each.passkeyId],
];

describe('S2 what is somebody else\'s and what is not there', () => {
  it.each(doors)('%s: the same answer, after the same questions to the database, so that no clock tells them apart', async (_, ask, idOf) => {
    const [own, stranger] = [await things(), contextFor((await createAccount({ roles: ['BUYER', 'SELLER'], sellerName: 'Stranger' })).actor)];
    const [foreign, missing] = [counted(stranger), counted(stranger)];
    const answers = [await ask(foreign.ctx, idOf(own)), await ask(missing.ctx, randomUUID())];
    expect(answers[0]).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(answers[0]).toEqual(answers[1]);
    expect(foreign.asked.length).toBeGreaterThan(0);
    expect(foreign.asked).toEqual(missing.asked);
  });
});
