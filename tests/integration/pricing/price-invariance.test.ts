import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { findPublishedListing, searchListings } from '@/lib/catalog';
import { searchInput } from '@/lib/catalog/schema';
import { publishBundledNotices, recordDemoNotices } from '@/lib/consent';
import { recordEvent } from '@/lib/behaviour';
import { getPricePosition } from '@/lib/pricing';
import { placeOrder, topUpWallet } from '@/lib/orders';
import { findLicence } from '@/lib/catalog';
import { pseudonym } from '@/lib/shared/pseudonym';
import { seededRandom } from '@/lib/shared/seeded-random';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();

it('M5: two hundred buyers of every kind are asked the same price for the same listing and licence at the same time', async () => {
  await publishBundledNotices(contextFor({ kind: 'system' }));
  const seller = await createAccount({ roles: ['SELLER'] });
  const listing = await createListing(db, { sellerId: seller.accountId, priceMinor: 1_234, title: 'Harbour depth' });
  const other = await createListing(db, { sellerId: seller.accountId, priceMinor: 100, title: 'Harbour waves' });
  const random = seededRandom(5);
  const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
  const asked = new Set<string>();
  for (let profile = 0; profile < 200; profile += 1) {
    const isKnown = random() < 0.5;
    const actor = isKnown ? (await createAccount({ roles: random() < 0.3 ? ['BUYER', 'SELLER'] : ['BUYER'] })).actor : { kind: 'visitor', visitorId: randomBytes(16).toString('base64url') } as const;
    const ctx = contextFor(actor, { locale: random() < 0.5 ? 'zh' : 'en', hasGpcSignal: random() < 0.3 });
    // Nobody buys before the notice was shown to her.
    if (actor.kind === 'account') await recordDemoNotices(db, { subjects: [pseudonym('consent', actor.accountId)], at: new Date() });
    // A history of looking, and for some of buying.
    for (let look = Math.floor(random() * 4); look > 0; look -= 1) await recordEvent(ctx, { kind: 'VIEW', listingId: random() < 0.7 ? listing.listingId : other.listingId });
    if (isKnown && random() < 0.3) {
      await topUpWallet(ctx, { amountMinor: 500, idempotencyKey: crypto.randomUUID() });
      expect((await placeOrder(ctx, { listingId: other.listingId, quotedMinor: 100, licenceSha256, idempotencyKey: crypto.randomUUID() })).ok).toBe(true);
    }
    const [page, found, position] = [await findPublishedListing(ctx.db, { slug: listing.slug }), await searchListings(ctx.db, searchInput.parse({ q: 'depth' })), await getPricePosition(ctx.db, listing)];
    asked.add(`${page?.priceMinor ?? ''} ${found.cards[0]?.priceMinor ?? ''} ${JSON.stringify(position)}`);
    // And the till takes that price and no other.
    if (isKnown && profile % 20 === 0) {
      await topUpWallet(ctx, { amountMinor: 5_000, idempotencyKey: crypto.randomUUID() });
      expect(await placeOrder(ctx, { listingId: listing.listingId, quotedMinor: 1_233, licenceSha256, idempotencyKey: crypto.randomUUID() })).toMatchObject({ ok: false, refusal: { code: 'price-changed' } });
      expect((await placeOrder(ctx, { listingId: listing.listingId, quotedMinor: 1_234, licenceSha256, idempotencyKey: crypto.randomUUID() })).ok).toBe(true);
    }
  }
  expect([...asked]).toHaveLength(1);
  expect([...asked][0]).toMatch(/^1234 1234 /);
}, 120_000);
