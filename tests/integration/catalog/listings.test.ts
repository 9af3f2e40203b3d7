import { describe, expect, it } from 'vitest';
import {
  allowListingAgain, changePrice, draftListing, findPublishedListing, findPublishedListingById, findSellerPage, getMarketFigures, getOwnListing, listAllListings,
  listCards, listNewest, listOwnListings, listPopular, publishListing, takeDownListing, withdrawListing,
} from '@/lib/catalog';
import { draftListingInput } from '@/lib/catalog/schema';
import { testContext } from '@/tests/support/context';
import { createListing, createRevision } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const draftOf = (revisionId: string, change: Record<string, unknown> = {}) =>
  draftListingInput.parse({ revisionId, title: 'Rain in Seattle', category: 'weather-environment', licenceCode: 'US-PD', ...change });
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';

async function seller(sellerName = 'Test Seller') {
  const account = await createAccount({ roles: ['BUYER', 'SELLER'], sellerName });
  return { ...account, ctx: contextFor(account.actor) };
}

async function published(priceMinor = 500) {
  const { ctx, accountId } = await seller();
  const { revisionId } = await createRevision(db, { ownerId: accountId, columnNames: ['Date', 'Precipitation'], rowCount: 7 });
  const draft = await draftListing(ctx, draftOf(revisionId));
  if (!draft.ok) throw new Error(draft.refusal.code);
  const result = await publishListing(ctx, { listingId: draft.value.listingId, priceMinor }, { suggestedMinor: 600 });
  expect(result).toEqual({ ok: true, value: { slug: draft.value.slug } });
  return { ctx, accountId, ...draft.value, revisionId };
}

describe('a draft', () => {
  it('is written again and again for one dataset, and its address follows its title', async () => {
    const { ctx, accountId } = await seller();
    const { revisionId } = await createRevision(db, { ownerId: accountId });
    const first = await draftListing(ctx, draftOf(revisionId));
    const second = await draftListing(ctx, draftOf(revisionId, { title: 'Snow in Oslo' }));
    expect(first.ok && second.ok && second.value.listingId === first.value.listingId).toBe(true);
    expect(second.ok && second.value.slug).toMatch(/^snow-in-oslo-[a-z0-9]{5}$/);
    expect(await db.listing.count()).toBe(1);
  });

  it('is one even when it is written first by two requests at once', async () => {
    const { ctx, accountId } = await seller();
    const { revisionId } = await createRevision(db, { ownerId: accountId });
    const results = await Promise.all(Array.from({ length: 6 }, () => draftListing(ctx, draftOf(revisionId))));
    expect(results.map(code)).toEqual(Array.from({ length: 6 }, () => 'ok'));
    expect(await db.listing.count()).toBe(1);
  });

  it('is found by nobody but its seller', async () => {
    const { ctx, accountId } = await seller();
    const { revisionId } = await createRevision(db, { ownerId: accountId });
    const draft = await draftListing(ctx, draftOf(revisionId));
    if (!draft.ok) throw new Error(draft.refusal.code);
    expect(await findPublishedListing(db, { slug: draft.value.slug })).toBeNull();
    expect(await findPublishedListingById(db, { listingId: draft.value.listingId })).toBeNull();
    expect(await listCards(db, { listingIds: [draft.value.listingId] })).toEqual([]);
    expect(await getOwnListing(ctx, draft.value)).toMatchObject({ ok: true, value: { title: 'Rain in Seattle', status: 'DRAFT', priceMinor: null } });
  });

  it('of somebody else answers exactly like a missing one', async () => {
    const other = await seller();
    const { ctx, accountId } = await seller();
    const { revisionId } = await createRevision(db, { ownerId: accountId });
    const draft = await draftListing(ctx, draftOf(revisionId));
    const foreign = draft.ok ? draft.value.listingId : '';
    const missing = '00000000-0000-4000-8000-000000000000';
    for (const listingId of [foreign, missing]) {
      expect(await getOwnListing(other.ctx, { listingId })).toEqual({ ok: false, refusal: { code: 'not-found' } });
      expect(await publishListing(other.ctx, { listingId, priceMinor: 1 }, { suggestedMinor: null })).toEqual({ ok: false, refusal: { code: 'not-found' } });
      expect(await changePrice(other.ctx, { listingId, priceMinor: 1 }, { suggestedMinor: null })).toEqual({ ok: false, refusal: { code: 'not-found' } });
      expect(await withdrawListing(other.ctx, { listingId })).toEqual({ ok: false, refusal: { code: 'not-found' } });
    }
    expect(code(await draftListing(other.ctx, draftOf(revisionId)))).toBe('not-found');
    expect(code(await draftListing(other.ctx, draftOf(missing)))).toBe('not-found');
  });

  it('needs a seller', async () => {
    const buyer = await createAccount();
    expect(code(await draftListing(contextFor(buyer.actor), draftOf('00000000-0000-4000-8000-000000000000')))).toBe('not-allowed');
    expect(code(await draftListing(contextFor(), draftOf('00000000-0000-4000-8000-000000000000')))).toBe('sign-in-needed');
  });
});

describe('a published listing', () => {
  it('is public, with its price history and what the exchange had suggested', async () => {
    const { slug, revisionId } = await published();
    const view = await findPublishedListing(db, { slug });
    expect(view).toMatchObject({ slug, revisionId, priceMinor: 500, status: 'PUBLISHED', sellerName: 'Test Seller', rowCount: 7, columnCount: 2 });
    expect(view?.prices).toEqual([{ priceMinor: 500, suggestedMinor: 600, at: expect.any(String) }]);
  });

  it('is not published twice nor drafted over', async () => {
    const { ctx, listingId, revisionId } = await published();
    expect(code(await publishListing(ctx, { listingId, priceMinor: 1 }, { suggestedMinor: null }))).toBe('listing-already-published');
    expect(code(await draftListing(ctx, draftOf(revisionId)))).toBe('listing-already-published');
  });

  it('keeps a history of its price, without a row for a price that stays', async () => {
    const { ctx, slug, listingId } = await published();
    await changePrice(ctx, { listingId, priceMinor: 500 }, { suggestedMinor: null });
    await changePrice(ctx, { listingId, priceMinor: 700 }, { suggestedMinor: 650 });
    const view = await findPublishedListing(db, { slug });
    expect(view?.prices.map((price) => [price.priceMinor, price.suggestedMinor])).toEqual([[500, 600], [700, 650]]);
  });

  it('leaves the market when it is withdrawn, and comes back with its first day', async () => {
    const { ctx, slug, listingId } = await published();
    const before = await findPublishedListing(db, { slug });
    expect(code(await withdrawListing(ctx, { listingId }))).toBe('ok');
    expect(code(await withdrawListing(ctx, { listingId }))).toBe('ok');
    expect(await findPublishedListing(db, { slug })).toBeNull();
    expect(code(await changePrice(ctx, { listingId, priceMinor: 1 }, { suggestedMinor: null }))).toBe('listing-not-published');
    expect(code(await publishListing(ctx, { listingId, priceMinor: 500 }, { suggestedMinor: null }))).toBe('ok');
    expect((await findPublishedListing(db, { slug }))?.publishedAt).toBe(before?.publishedAt);
  });

  it('is taken down by an administrator with a reason that its seller is told, and is published again only once it is allowed', async () => {
    const { ctx, accountId, slug, listingId, revisionId } = await published();
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    const reason = 'It shows people who never agreed.';
    for (const stranger of [ctx, (await seller()).ctx, contextFor(undefined)]) expect(['not-allowed', 'sign-in-needed']).toContain(code(await takeDownListing(stranger, { listingId, reason })));
    expect(await Promise.all([1, 2].map(async () => code(await takeDownListing(admin, { listingId, reason }))))).toEqual(['ok', 'ok']);
    expect(await findPublishedListing(db, { slug })).toBeNull();
    expect(await getOwnListing(ctx, { listingId })).toMatchObject({ ok: true, value: { status: 'WITHDRAWN', takenDownReason: reason } });
    expect(code(await publishListing(ctx, { listingId, priceMinor: 500 }, { suggestedMinor: null }))).toBe('listing-taken-down');
    expect(code(await allowListingAgain(ctx, { listingId, reason }))).toBe('not-allowed');
    await expect(db.listing.update({ where: { id: listingId }, data: { status: 'PUBLISHED' } })).rejects.toThrow();
    const states = async (status: 'TAKEN-DOWN' | 'WITHDRAWN' | 'PUBLISHED', title?: string) => { const page = await listAllListings(admin, { size: 50, status, title }); return page.ok && page.value.items.filter((row) => row.id === listingId).map((row) => row.takenDownReason); };
    expect([await states('TAKEN-DOWN'), await states('TAKEN-DOWN', 'rain IN'), await states('TAKEN-DOWN', '%'), await states('WITHDRAWN'), await states('PUBLISHED')]).toEqual([[reason], [reason], [], [], []]);
    expect(code(await allowListingAgain(admin, { listingId, reason: 'The seller made it coarser.' }))).toBe('ok');
    expect(code(await allowListingAgain(admin, { listingId, reason: 'The seller made it coarser.' }))).toBe('ok');
    expect(await findPublishedListing(db, { slug })).toBeNull();
    expect(code(await publishListing(ctx, { listingId, priceMinor: 500 }, { suggestedMinor: null }))).toBe('ok');
    expect(await states('PUBLISHED')).toEqual([null]);
    const events = await db.auditEvent.findMany({ where: { objectId: listingId, action: { in: ['listing.taken-down', 'listing.allowed-again'] } }, orderBy: { seq: 'asc' }, select: { action: true } });
    expect(events.map((event) => event.action)).toEqual(['listing.taken-down', 'listing.allowed-again']);
    expect((await db.outboxMail.findMany({ where: { kind: { in: ['listing-taken-down', 'listing-allowed-again'] } }, select: { kind: true } })).map(({ kind }) => kind).toSorted()).toEqual(['listing-allowed-again', 'listing-taken-down']);
    // Written as a draft again meanwhile it stays taken down, and is allowed all the same.
    expect(code(await takeDownListing(admin, { listingId, reason }))).toBe('ok');
    expect(code(await draftListing(ctx, draftOf(revisionId, { title: 'Rain, coarser' })))).toBe('ok');
    expect(code(await publishListing(ctx, { listingId, priceMinor: 500 }, { suggestedMinor: null }))).toBe('listing-taken-down');
    expect(code(await allowListingAgain(admin, { listingId, reason }))).toBe('ok');
    expect(code(await publishListing(ctx, { listingId, priceMinor: 500 }, { suggestedMinor: null }))).toBe('ok');
    // Somebody who looks after the exchange doesn't let their own back in.
    await db.account.update({ where: { id: accountId }, data: { roles: ['BUYER', 'SELLER', 'ADMIN'] } });
    expect(code(await takeDownListing(admin, { listingId, reason }))).toBe('ok');
    expect(code(await allowListingAgain(contextFor({ kind: 'account', accountId, sessionId: 'own', roles: ['SELLER', 'ADMIN'] }), { listingId, reason }))).toBe('not-allowed');
  });

  it('writes each step into the audit log', async () => {
    const { ctx, listingId } = await published();
    await changePrice(ctx, { listingId, priceMinor: 700 }, { suggestedMinor: null });
    await withdrawListing(ctx, { listingId });
    const events = await db.auditEvent.findMany({ where: { objectId: listingId }, orderBy: { seq: 'asc' }, select: { action: true } });
    expect(events.map((event) => event.action)).toEqual(['listing.drafted', 'listing.published', 'listing.price-changed', 'listing.withdrawn']);
  });
});

describe('lists', () => {
  it('keep the order of the ids that were asked for', async () => {
    const { accountId: sellerId } = await seller();
    const made = [];
    for (const title of ['One', 'Two', 'Three']) made.push((await createListing(db, { sellerId, title })).listingId);
    const asked = [made[2] ?? '', '00000000-0000-4000-8000-000000000000', made[0] ?? ''];
    expect((await listCards(db, { listingIds: asked })).map((card) => card.title)).toEqual(['Three', 'One']);
  });

  it('show the most bought and the newest', async () => {
    const { accountId: sellerId } = await seller();
    const best = await createListing(db, { sellerId, title: 'Best', salesCount: 5, publishedAt: new Date('2026-01-01') });
    await createListing(db, { sellerId, title: 'New', publishedAt: new Date('2026-02-01') });
    expect((await listPopular(db, { size: 1 })).map((card) => card.title)).toEqual(['Best']);
    expect((await listPopular(db, { size: 1, excludeIds: [best.listingId] })).map((card) => card.title)).toEqual(['New']);
    expect((await listNewest(db, { size: 1 })).map((card) => card.title)).toEqual(['New']);
  });

  it('count the market', async () => {
    expect(await getMarketFigures(db)).toEqual({ listingCount: 0, rowCount: 0, sellerCount: 0, byteSize: 0, categories: [] });
    const { accountId: sellerId } = await seller();
    await createListing(db, { sellerId, rowCount: 10, category: 'energy' });
    await createListing(db, { sellerId, rowCount: 20, category: 'mobility' });
    await createListing(db, { sellerId, rowCount: 40, status: 'DRAFT' });
    expect(await getMarketFigures(db)).toEqual({
      listingCount: 2, rowCount: 30, sellerCount: 1, byteSize: 8, categories: [{ value: 'energy', count: 1 }, { value: 'mobility', count: 1 }],
    });
  });

  it('show a seller what she has, and the public what she has on sale', async () => {
    const { ctx, accountId: sellerId } = await seller('Field Notes');
    await createListing(db, { sellerId, title: 'Sold' });
    await createListing(db, { sellerId, title: 'Unfinished', status: 'DRAFT' });
    const own = await listOwnListings(ctx);
    expect(own.ok && own.value.map((row) => [row.title, row.status, row.priceMinor]).toSorted()).toEqual([['Sold', 'PUBLISHED', 1_000], ['Unfinished', 'DRAFT', null]]);
    const page = await findSellerPage(db, { slug: `seller-${sellerId.slice(0, 8)}` });
    expect(page?.seller.name).toBe('Field Notes');
    expect(page?.cards.map((card) => card.title)).toEqual(['Sold']);
    expect(await findSellerPage(db, { slug: 'nobody' })).toBeNull();
  });

  it('show an administrator everything, page by page, and nobody else', async () => {
    const { ctx, accountId: sellerId } = await seller();
    for (const title of ['A', 'B', 'C']) await createListing(db, { sellerId, title, status: 'DRAFT' });
    const admin = await createAccount({ roles: ['ADMIN'] });
    const first = await listAllListings(contextFor(admin.actor), { size: 2 });
    if (!first.ok) throw new Error(first.refusal.code);
    const second = await listAllListings(contextFor(admin.actor), { size: 2, cursor: first.value.nextCursor ?? '' });
    expect([...first.value.items, ...(second.ok ? second.value.items : [])].map((row) => row.title).toSorted()).toEqual(['A', 'B', 'C']);
    expect(second.ok && second.value.nextCursor).toBeNull();
    expect(code(await listAllListings(contextFor(admin.actor), { size: 2, cursor: 'nonsense' }))).toBe('input-invalid');
    expect(code(await listAllListings(ctx, { size: 2 }))).toBe('not-allowed');
  });
});
