import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { draftListing, getOwnListing, listingTextSha256, withdrawListing } from '@/lib/catalog';
import { draftListingInput } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import { editWithSuggestion, getPricePosition, publishWithPrice, repriceListing, suggestPrice } from '@/lib/pricing';
import { testContext } from '@/tests/support/context';
import { createListing, createRevision } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();

let ctx: Context;
let revisionId: string;
beforeEach(async () => {
  const seller = await createAccount({ roles: ['SELLER'] });
  ctx = contextFor(seller.actor);
  ({ revisionId } = await createRevision(db, { ownerId: seller.accountId, rowCount: 5_000, columnNames: ['station', 'rain', 'wind'] }));
});

const wanted = () => ({ revisionId, title: 'Rain by station', category: 'weather-environment', licenceCode: 'exchange-internal-1.0' } as const);

async function suggested() {
  const result = await suggestPrice(ctx, wanted());
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

async function drafted(): Promise<string> {
  const draft = await draftListing(ctx, draftListingInput.parse({ ...wanted(), subtitle: 'Hourly', description: 'Rain at many stations.' }));
  if (!draft.ok) throw new Error(draft.refusal.code);
  return draft.value.listingId;
}

type SoldOrder = { readonly listingId: string; readonly revisionId: string; readonly buyerId: string; readonly priceMinor: number; readonly listMinor?: number; readonly status?: 'PAID' | 'REFUNDED'; readonly offerId?: string };
async function sold({ listingId, revisionId, ...order }: SoldOrder): Promise<void> {
  await db.order.create({ data: { feeMinor: 0, currency: 'EUR', licenceCode: 'exchange-internal-1.0', licenceSha256: '0'.repeat(64), idempotencyKey: randomUUID(), listingId, revisionId, ...order }, select: { id: true } });
}

async function comparables(count: number): Promise<void> {
  const other = await createAccount({ roles: ['SELLER'] });
  const { accountId: buyerId } = await createAccount();
  for (let index = 0; index < count; index += 1) {
    const priceMinor = 9_000 + index;
    const made = await createListing(db, { sellerId: other.accountId, title: `Rain and wind ${index}`, category: 'weather-environment', rowCount: 5_000, columnNames: ['station', 'rain', 'wind'], priceMinor, salesCount: 3 });
    await sold({ listingId: made.listingId, revisionId: made.revisionId, buyerId, priceMinor });
  }
}

describe('a suggestion', () => {
  it('adds up, says how sure it is, and looking at it writes nothing', async () => {
    const price = await suggested();
    expect(price.bars.reduce((sum, bar) => sum + bar.amountMinor, 0)).toBe(price.suggestedMinor);
    expect(price).toMatchObject({ confidence: 'low', confidenceReason: { code: 'no-comparables' }, currency: 'EUR' });
    await suggested();
    expect(await db.priceSuggestion.count()).toBe(0);
    expect(await db.auditEvent.count()).toBe(0);
  });

  it("moves towards what others' like data sold for, and shows which", async () => {
    const alone = await suggested();
    await comparables(8);
    const price = await suggested();
    expect(price.suggestedMinor).toBeGreaterThan(alone.suggestedMinor);
    expect(price.comparables).toHaveLength(8);
    expect(price.comparables[0]).toMatchObject({ isSold: true, sameCategory: true, sameLicence: true });
    expect(price.bars.find((bar) => bar.code === 'comparables')?.evidence).toEqual({ count: 8, sold: 8 });
  });

  it('takes a price for sold only where somebody paid it: a cheap sale vouches for no dear ask, nor does an offer, what was given back, or an upgrade but at its whole price', async () => {
    const [other, { accountId: buyerId }] = [await createAccount({ roles: ['SELLER'] }), await createAccount()];
    const cases = { cheap: { priceMinor: 100 }, offered: { priceMinor: 90_000, offerId: randomUUID() }, returned: { priceMinor: 90_000, status: 'REFUNDED' }, upgraded: { priceMinor: 1_000, listMinor: 90_000 }, dear: { priceMinor: 95_000 } } as const;
    for (const [name, order] of Object.entries(cases)) {
      const made = await createListing(db, { sellerId: other.accountId, title: `Rain by station, ${name}`, category: 'weather-environment', rowCount: 5_000, columnNames: ['station', 'rain', 'wind'], priceMinor: 90_000, salesCount: 1 });
      await sold({ listingId: made.listingId, revisionId: made.revisionId, buyerId, ...order });
    }
    const price = await suggested();
    expect(Object.fromEntries(price.comparables.map(({ title, isSold }) => [title.split(', ')[1], isSold]))).toEqual({ cheap: false, offered: false, returned: false, upgraded: true, dear: true });
  });

  it("is for the owner: another's revision answers like none, and buyers and visitors get none", async () => {
    const other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    const theirs = await suggestPrice(other, wanted());
    expect(theirs).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(await suggestPrice(other, { ...wanted(), revisionId: randomUUID() })).toEqual(theirs);
    expect(await suggestPrice(contextFor((await createAccount()).actor), wanted())).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await suggestPrice(contextFor(), wanted())).toMatchObject({ refusal: { code: 'sign-in-needed' } });
  });
});

describe('bad input', () => {
  it('a listing in another currency than the market’s, and a table of one row, are refused with a reason of their own', async () => {
    await drafted();
    await db.listing.updateMany({ where: { revisionId }, data: { currency: 'USD' } });
    expect(await suggestPrice(ctx, wanted())).toMatchObject({ ok: false, refusal: { code: 'price-currency-mixed' } });
    const { accountId } = ctx.actor.kind === 'account' ? ctx.actor : { accountId: '' };
    const { revisionId: single } = await createRevision(db, { ownerId: accountId, rowCount: 1, columnNames: ['a', 'b'] });
    expect(await suggestPrice(ctx, { ...wanted(), revisionId: single })).toMatchObject({ ok: false, refusal: { code: 'price-one-row' } });
    const { revisionId: narrow } = await createRevision(db, { ownerId: accountId, rowCount: 50, columnNames: ['a'] });
    expect(await suggestPrice(ctx, { ...wanted(), revisionId: narrow })).toMatchObject({ ok: false, refusal: { code: 'price-one-column' } });
  });
});

describe('a price that is decided upon', () => {
  it('keeps the suggestion of that moment once, with its audit row, and the public page explains from it', async () => {
    await comparables(4);
    const listingId = await drafted();
    const price = await suggested();
    expect(await getPricePosition(db, { listingId })).toEqual({ percentile: null, comparableCount: 0, explanation: null });
    expect(await publishWithPrice(ctx, { listingId, priceMinor: 8_000 })).toMatchObject({ ok: true });
    expect(await db.priceSuggestion.count()).toBe(1);
    expect(await db.auditEvent.count({ where: { action: 'price.suggested' } })).toBe(1);
    const position = await getPricePosition(db, { listingId });
    expect(position).toMatchObject({ comparableCount: 4, explanation: price });
    expect(position.percentile).toBe(price.comparables.filter((each) => each.adjustedMinor < 8_000).length / 4);
    expect(await db.priceChange.findMany({ select: { priceMinor: true, suggestedMinor: true } })).toEqual([{ priceMinor: 8_000n, suggestedMinor: BigInt(price.suggestedMinor) }]);
    // Nothing changed in the market: the same suggestion is not written twice.
    expect(await repriceListing(ctx, { listingId, priceMinor: 7_500 })).toMatchObject({ ok: true });
    expect(await db.priceSuggestion.count()).toBe(1);
    await comparables(3);
    await repriceListing(ctx, { listingId, priceMinor: 7_600 });
    expect(await db.priceSuggestion.count()).toBe(2);
    await withdrawListing(ctx, { listingId });
    expect((await getPricePosition(db, { listingId })).explanation).toBeNull();
  });

  it("is the owner's: another seller's listing answers like none and nothing is written", async () => {
    const listingId = await drafted();
    const other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    const theirs = await publishWithPrice(other, { listingId, priceMinor: 100 });
    expect(theirs).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await publishWithPrice(other, { listingId: randomUUID(), priceMinor: 100 })).toEqual(theirs);
    expect(await repriceListing(other, { listingId, priceMinor: 100 })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await db.priceSuggestion.count()).toBe(0);
  });
});

describe('an edited description', () => {
  async function edited(listingId: string, change: Readonly<Record<string, string>>) {
    const own = await getOwnListing(ctx, { listingId });
    if (!own.ok) throw new Error(own.refusal.code);
    const { title, subtitle, description, category, sourceName, sourceUrl } = own.value;
    const text = { title, subtitle, description, category, sourceName, sourceUrl };
    return editWithSuggestion(ctx, { listingId, ...text, ...change, seenSha256: listingTextSha256(text) });
  }

  it('that names the source is paid for: the advice is gone, the suggestion beside the price is a new one, the price stays', async () => {
    await comparables(8);
    const listingId = await drafted();
    await publishWithPrice(ctx, { listingId, priceMinor: 9_900 });
    const before = await getPricePosition(db, { listingId });
    expect(before.explanation?.bars.map(({ action }) => action?.code)).toContain('name-source');
    expect(await edited(listingId, { sourceName: 'Harbour office' })).toMatchObject({ ok: true, value: { changed: ['sourceName'] } });
    const after = await getPricePosition(db, { listingId });
    expect(after.explanation?.bars.map(({ action }) => action?.code)).not.toContain('name-source');
    expect(after.explanation?.suggestedMinor).toBeGreaterThan(before.explanation?.suggestedMinor ?? 0);
    expect(await getOwnListing(ctx, { listingId })).toMatchObject({ ok: true, value: { priceMinor: 9_900, prices: [{ priceMinor: 9_900 }] } });
    const written = await db.priceSuggestion.count();
    await edited(listingId, {});
    expect(await db.priceSuggestion.count()).toBe(written);
  });

  it('changes what others are compared with at once, not at the next sale', async () => {
    const listingId = await drafted();
    await publishWithPrice(ctx, { listingId, priceMinor: 9_900 });
    const other = await createAccount({ roles: ['SELLER'] });
    const made = await createRevision(db, { ownerId: other.accountId, rowCount: 5_000, columnNames: ['station', 'rain', 'wind'] });
    const comparable = async () => {
      const result = await suggestPrice(contextFor(other.actor), { ...wanted(), revisionId: made.revisionId });
      return result.ok ? result.value.comparables.map(({ title, sameCategory }) => [title, sameCategory]) : [];
    };
    expect(await comparable()).toEqual([['Rain by station', true]]);
    await edited(listingId, { title: 'Rain by station and hour', category: 'energy' });
    expect(await comparable()).toEqual([['Rain by station and hour', false]]);
  });

  it('of somebody else’s listing is refused, and writes no suggestion', async () => {
    const listingId = await drafted();
    const stranger = await createAccount({ roles: ['SELLER'] });
    const input = { listingId, title: 'Mine', subtitle: '', description: '', category: 'energy', sourceName: '', sourceUrl: '', seenSha256: '0'.repeat(64) } as const;
    expect(await editWithSuggestion(contextFor(stranger.actor), input)).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await db.priceSuggestion.count()).toBe(0);
  });
});
