import { describe, expect, it } from 'vitest';
import { changePrice, editListing, findPublishedListing, getOwnListing, listingTextSha256, searchListings, withdrawListing } from '@/lib/catalog';
import { searchInput, type EditListingInput } from '@/lib/catalog/schema';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';
import { waitUntilBlocked } from '@/tests/support/wait-until-blocked';

const { db, contextFor, createAccount } = await testContext();
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';
const found = async (q: string) => (await searchListings(db, searchInput.parse({ q }))).cards.map((card) => card.title);

async function seller(sellerName: string) {
  const account = await createAccount({ roles: ['BUYER', 'SELLER'], sellerName });
  return { ...account, ctx: contextFor(account.actor) };
}

async function onSale() {
  const { ctx, accountId } = await seller('Rain desk');
  const { listingId } = await createListing(db, { sellerId: accountId, title: 'Rain in Seattle', subtitle: 'By day', description: 'One row a day.', category: 'weather-environment', columnNames: ['depth_mm'] });
  const own = await getOwnListing(ctx, { listingId });
  if (!own.ok) throw new Error(own.refusal.code);
  const { title, subtitle, description, category, sourceName, sourceUrl, slug } = own.value;
  const text = { title, subtitle, description, category, sourceName, sourceUrl };
  const input = (change: Partial<EditListingInput> = {}): EditListingInput => ({ listingId, seenSha256: listingTextSha256(text), ...text, ...change });
  return { ctx, listingId, slug, text, input };
}

const events = (listingId: string) => db.auditEvent.findMany({ where: { action: 'listing.edited', objectId: listingId }, orderBy: { seq: 'asc' }, select: { canonical: true } });

describe('editing what stands about a dataset on sale', () => {
  it('changes the page, the search and the log, and nothing else', async () => {
    const { ctx, listingId, slug, text, input } = await onSale();
    const before = await findPublishedListing(db, { slug });
    const change = { title: '西雅图每日降水', category: 'energy', sourceName: 'NOAA', sourceUrl: 'https://www.noaa.gov/' } as const;
    const edited = await editListing(ctx, input(change));
    expect(edited).toEqual({ ok: true, value: { slug, changed: ['title', 'category', 'sourceName', 'sourceUrl'], textSha256: listingTextSha256({ ...text, ...change }) } });
    expect(await findPublishedListing(db, { slug })).toEqual({ ...before, ...change });
    expect(await found('Seattle')).toEqual([]);
    for (const q of ['降水', 'noaa', 'energy', 'depth_mm', 'rain desk']) expect(await found(q), q).toEqual([change.title]);
    const [event, ...others] = await events(listingId);
    expect(others).toEqual([]);
    expect(event?.canonical).toContain('title category sourceName sourceUrl');
    expect(event?.canonical).toContain(listingTextSha256(text));
    for (const word of ['Seattle', '降水', 'NOAA']) expect(event?.canonical).not.toContain(word);
  });

  it('is one edit when it is sent twice, and leaves no trace when it changes nothing', async () => {
    const { ctx, listingId, input } = await onSale();
    expect(await editListing(ctx, input())).toMatchObject({ ok: true, value: { changed: [] } });
    expect(await events(listingId)).toHaveLength(0);
    const both = await Promise.all([editListing(ctx, input({ title: 'Snow' })), editListing(ctx, input({ title: 'Snow' }))]);
    expect(both.map(code)).toEqual(['ok', 'ok']);
    expect(await events(listingId)).toHaveLength(1);
  });

  it('does not undo what another window wrote meanwhile, one after the other or at once', async () => {
    const { ctx, listingId, input } = await onSale();
    const both = await Promise.all([editListing(ctx, input({ title: 'Snow' })), editListing(ctx, input({ title: 'Hail' }))]);
    expect(both.map(code).toSorted()).toEqual(['listing-changed', 'ok']);
    expect(code(await editListing(ctx, input({ subtitle: 'By hour' })))).toBe('listing-changed');
    expect(await events(listingId)).toHaveLength(1);
    expect(await getOwnListing(ctx, { listingId })).toMatchObject({ ok: true, value: { subtitle: 'By day' } });
  });

  it('waits for whoever holds the listing, and then sees what was written', async () => {
    const { ctx, listingId, input } = await onSale();
    let waiting: ReturnType<typeof editListing> | null = null;
    await db.$transaction(async (tx) => {
      await tx.listing.update({ where: { id: listingId }, data: { title: 'Hail' }, select: { id: true } });
      waiting = editListing(ctx, input({ title: 'Snow' }));
      await waitUntilBlocked(db);
    });
    expect(code(await (waiting ?? Promise.reject(new Error('nothing was asked'))))).toBe('listing-changed');
  });

  it('goes on where the answer says the text is', async () => {
    const { ctx, input } = await onSale();
    const first = await editListing(ctx, input({ title: 'Snow' }));
    expect(code(await editListing(ctx, input({ title: 'Snow', subtitle: 'By hour', seenSha256: first.ok ? first.value.textSha256 : '' })))).toBe('ok');
  });

  it('is for its seller alone: to others it isn’t there, buyers may not', async () => {
    const { listingId, input } = await onSale();
    const other = await seller('Other desk');
    const missing = '00000000-0000-4000-8000-000000000000';
    expect(await editListing(other.ctx, input({ title: 'Mine' }))).toEqual({ ok: false, refusal: { code: 'not-found' } });
    expect(await editListing(other.ctx, input({ title: 'Mine', listingId: missing }))).toEqual({ ok: false, refusal: { code: 'not-found' } });
    const buyer = await createAccount({ roles: ['BUYER'] });
    expect(code(await editListing(contextFor(buyer.actor), input({ title: 'Mine' })))).toBe('not-allowed');
    expect(await events(listingId)).toHaveLength(0);
  });

  it('is open to a withdrawn listing, which stays withdrawn, and not to a draft', async () => {
    const { ctx, listingId, input } = await onSale();
    await withdrawListing(ctx, { listingId });
    expect(code(await editListing(ctx, input({ title: 'Snow' })))).toBe('ok');
    expect(await getOwnListing(ctx, { listingId })).toMatchObject({ ok: true, value: { title: 'Snow', status: 'WITHDRAWN' } });
    expect(await found('snow')).toEqual([]);
    await db.listing.update({ where: { id: listingId }, data: { status: 'DRAFT' }, select: { id: true } });
    expect(code(await editListing(ctx, input({ title: 'Hail' })))).toBe('listing-not-published');
  });

  it('leaves room for a price changed meanwhile', async () => {
    const { ctx, listingId, slug, input } = await onSale();
    await changePrice(ctx, { listingId, priceMinor: 900 }, { suggestedMinor: null });
    expect(code(await editListing(ctx, input({ title: 'Snow' })))).toBe('ok');
    expect(await findPublishedListing(db, { slug })).toMatchObject({ title: 'Snow', priceMinor: 900 });
  });
});
