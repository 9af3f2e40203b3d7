import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeEach, expect, it } from 'vitest';
import { findLicence } from '@/lib/catalog';
import { getNotice, publishBundledNotices, recordChoice, showNotice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { grantDownload, openDownload } from '@/lib/delivery';
import { askForOffer, placeOrder, setListed } from '@/lib/orders';
import { saveMenu } from '@/lib/pricing';
import { pseudonym } from '@/lib/shared/pseudonym';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { createListing, type MadeListing } from '@/tests/support/market';

/** What only the server knows to have happened: put on a list, asked for terms, downloaded. By consent alone, once a deed, and no machine's. */
const { db, contextFor, createAccount } = await testContext();
const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
const deeds = ['SAVE', 'CART', 'REQUEST', 'DOWNLOAD'] as const;

/** One listing for the lists and the question, one that is free and owned for the download. */
let asked: MadeListing;
let owned: MadeListing;
let seller: Awaited<ReturnType<typeof createAccount>>;
beforeEach(async () => {
  await publishBundledNotices(contextFor({ kind: 'system' }));
  seller = await createAccount({ roles: ['SELLER', 'BUYER'] });
  const bytes = randomBytes(2_000);
  const stored = await storage().write(Readable.from([bytes]), { maxBytes: 10_000 });
  if (!stored.ok) throw new Error(stored.refusal.code);
  asked = await createListing(db, { sellerId: seller.accountId, priceMinor: 500, rowCount: 100 });
  owned = await createListing(db, { sellerId: seller.accountId, priceMinor: 0, bytes });
  expect(await saveMenu(contextFor(seller.actor), { listingId: asked.listingId, plans: [{ kind: 'ON_REQUEST' }] })).toMatchObject({ ok: true });
});

type Person = { readonly ctx: Context; readonly accountId: string; readonly entitlementId: string };

async function buyer(): Promise<Person> {
  const { actor, accountId } = await createAccount();
  const ctx = contextFor(actor);
  // Before she chooses anything, so that the purchase is no event.
  await showNotice(ctx, { noticeToken: (await getNotice(ctx)).token, surface: 'purchase' });
  const order = await placeOrder(ctx, { listingId: owned.listingId, quotedMinor: 0, licenceSha256, idempotencyKey: randomUUID() });
  if (!order.ok) throw new Error(order.refusal.code);
  return { ctx, accountId, entitlementId: order.value.entitlementId };
}

async function agree(ctx: Context, choices = { personalisation: true }): Promise<void> {
  expect(await recordChoice(ctx, { noticeToken: (await getNotice(ctx)).token, choices, surface: 'banner' })).toMatchObject({ ok: true });
}

/** All four, as one who presses twice and whose download is asked for again by the browser. Each succeeds whatever is kept of it. */
async function doAll({ entitlementId }: Person, ctx: Context): Promise<void> {
  const twice = <Value>(deed: () => Promise<Value>): Promise<Value[]> => Promise.all([deed(), deed()]);
  for (const list of ['saved', 'cart'] as const) for (const done of await twice(() => setListed(ctx, { listingId: asked.listingId, list, isListed: true }))) expect(done).toMatchObject({ ok: true });
  for (const done of await twice(() => askForOffer(ctx, { listingId: asked.listingId, buyerClass: 'ACADEMIC', need: 'For a thesis about words.' }))) expect(done).toMatchObject({ ok: true });
  const grant = await grantDownload(ctx, { entitlementId });
  if (!grant.ok) throw new Error(grant.refusal.code);
  for (const done of await twice(() => openDownload(ctx, { token: grant.value.path.slice('/api/downloads/'.length) }))) {
    if (!done.ok || !done.value.stream) throw new Error('nothing to read');
    await buffer(done.value.stream);
  }
}

const kept = () => db.behaviourEvent.findMany({ orderBy: { id: 'asc' }, select: { kind: true, listingId: true, subject: true, purposes: true } });

it('each is kept of who agreed, once however often it is pressed at once, under the pseudonym of behaviour', async () => {
  const person = await buyer();
  await agree(person.ctx);
  await doAll(person, person.ctx);
  const subject = pseudonym('behaviour', person.accountId);
  expect(await kept()).toEqual(deeds.map((kind) => ({ kind, listingId: (kind === 'DOWNLOAD' ? owned : asked).listingId, subject, purposes: ['personalisation'] })));
  // An hour later the same presses are the same deeds but for the download, which is another one.
  await doAll(person, { ...person.ctx, now: () => new Date(Date.now() + 3_600_000) });
  expect((await kept()).map(({ kind }) => kind)).toEqual([...deeds, 'DOWNLOAD']);
});

it.each<[string, (person: Person) => Promise<Context>]>([
  ['has chosen nothing', async ({ ctx }) => ctx],
  ['has refused', async ({ ctx }) => { await agree(ctx, { personalisation: false }); return ctx; }],
  ['took it back', async ({ ctx }) => { await agree(ctx); await agree(ctx, { personalisation: false }); return ctx; }],
  ['sends Global Privacy Control', async ({ ctx }) => { await agree(ctx); return { ...ctx, hasGpcSignal: true }; }],
  ['is a program by its own word', async ({ ctx }) => { await agree(ctx); return { ...ctx, isAutomated: true }; }],
])('none of them of who %s, and each is done all the same', async (_, as) => {
  const person = await buyer();
  await doAll(person, await as(person));
  expect(await kept()).toEqual([]);
  expect([await db.savedListing.count(), await db.cartItem.count(), await db.download.count()]).toEqual([1, 1, 2]);
});

it("nor of the seller's own listing", async () => {
  const own = contextFor(seller.actor);
  await agree(own);
  for (const list of ['saved', 'cart'] as const) await setListed(own, { listingId: asked.listingId, list, isListed: true });
  await askForOffer(own, { listingId: asked.listingId, buyerClass: 'ACADEMIC', need: 'What do I ask of myself?' });
  expect(await db.savedListing.count()).toBe(1);
  expect(await kept()).toEqual([]);
});
