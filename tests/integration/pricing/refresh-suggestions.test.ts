import { describe, expect, it } from 'vitest';
import { getPricePosition, publishWithPrice, refreshSuggestion, refreshSuggestions } from '@/lib/pricing';
import { draftListing } from '@/lib/catalog';
import { draftListingInput } from '@/lib/catalog/schema';
import { testContext } from '@/tests/support/context';
import { createListing, createRevision } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const system = contextFor({ kind: 'system' });

async function published(): Promise<{ listingId: string; revisionId: string }> {
  const seller = await createAccount({ roles: ['SELLER'] });
  const ctx = contextFor(seller.actor);
  const { revisionId } = await createRevision(db, { ownerId: seller.accountId, rowCount: 5_000, columnNames: ['station', 'rain', 'wind'] });
  const draft = await draftListing(ctx, draftListingInput.parse({ revisionId, title: 'Rain by station', category: 'weather-environment', licenceCode: 'exchange-internal-1.0', subtitle: 'Hourly', description: 'Rain at many stations.' }));
  if (!draft.ok) throw new Error(draft.refusal.code);
  expect(await publishWithPrice(ctx, { listingId: draft.value.listingId, priceMinor: 4_000 })).toMatchObject({ ok: true });
  return { listingId: draft.value.listingId, revisionId };
}

async function neighbours(count: number): Promise<void> {
  const other = await createAccount({ roles: ['SELLER'] });
  for (let index = 0; index < count; index += 1) await createListing(db, { sellerId: other.accountId, title: `Rain and wind ${index}`, category: 'weather-environment', rowCount: 5_000, columnNames: ['station', 'rain', 'wind'], priceMinor: 9_000 + index, salesCount: 3 });
}

describe('what is sold is explained', () => {
  it('a revision that was put on sale without a suggestion gets one, once, and the price stays', async () => {
    const { listingId, revisionId } = await published();
    await db.priceSuggestion.deleteMany({ where: { revisionId } });
    expect((await getPricePosition(db, { listingId })).explanation).toBeNull();
    expect(await refreshSuggestion(system, { listingId })).toBe(true);
    expect(await refreshSuggestion(system, { listingId })).toBe(false);
    expect((await getPricePosition(db, { listingId })).explanation?.bars.length).toBeGreaterThan(2);
    expect(await db.listing.findUniqueOrThrow({ where: { id: listingId }, select: { priceMinor: true } })).toEqual({ priceMinor: 4_000n });
    expect(await db.auditEvent.count({ where: { action: 'price.suggested' } })).toBe(2);
  });

  it('what was priced in an empty market finds its neighbours when there are some', async () => {
    const { listingId } = await published();
    const before = await getPricePosition(db, { listingId });
    await neighbours(6);
    expect((await refreshSuggestions(system)).written).toBeGreaterThan(0);
    expect((await getPricePosition(db, { listingId })).comparableCount).toBeGreaterThan(before.comparableCount);
    const suggestions = await db.priceSuggestion.count();
    await refreshSuggestions(system);
    expect(await db.priceSuggestion.count()).toBe(suggestions);
  });

  it('what found few neighbours is not looked at again until the market has changed, and looking changes nothing of the market', async () => {
    const { listingId } = await published();
    const [later, latest] = [1, 2].map((minutes) => contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + minutes * 60_000) }));
    if (!later || !latest) throw new Error('two moments');
    await refreshSuggestions(later);
    const figures = await db.priceFigure.findMany({ select: { revisionId: true, at: true } });
    expect(await refreshSuggestions(latest)).toEqual({ written: 0, looked: 0 });
    expect(await db.priceFigure.findMany({ select: { revisionId: true, at: true } })).toEqual(figures);
    await db.priceChange.create({ data: { listingId, priceMinor: 4_100n, currency: 'EUR', at: new Date(Date.now() + 90_000) } });
    expect((await refreshSuggestions(latest)).looked).toBeGreaterThan(0);
  });
});
