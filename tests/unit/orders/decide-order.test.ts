import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideOrder, type OrderFacts } from '@/lib/orders/core/decide-order';
import { decideTopUp, maxBalanceMinor } from '@/lib/orders/core/decide-top-up';
import { splitSale } from '@/lib/orders/core/split-sale';
import { maxAmountMinor } from '@/lib/shared/money';

const listing = { sellerId: 'seller', status: 'PUBLISHED', isOnRequest: false, isPayable: true, licenceHashes: ['en', 'zh'], termsRefusal: null } as const;
const quote = { listMinor: 1_999, rows: 100, isForGood: true };
const facts: OrderFacts = { buyerId: 'buyer', sameKey: null, held: null, paidMinor: 0, balanceMinor: 5_000, feePercent: 5, listing, quote };
const input = { listingId: 'listing', quotedMinor: 1_999, licenceSha256: 'en', idempotencyKey: 'key' };

describe('decideOrder', () => {
  it.each<[string, Partial<OrderFacts>, Partial<typeof input>, string]>([
    ['places an order the buyer can pay', {}, {}, 'ok'],
    ['accepts the licence in either language', {}, { licenceSha256: 'zh' }, 'ok'],
    ['accepts a balance that is exactly enough', { balanceMinor: 1_999 }, {}, 'ok'],
    ['refuses a balance one cent short', { balanceMinor: 1_998 }, {}, 'balance-too-low'],
    ['refuses a listing that does not exist', { listing: null }, {}, 'not-found'],
    ['refuses a withdrawn listing', { listing: { ...listing, status: 'WITHDRAWN' } }, {}, 'listing-not-published'],
    ['refuses the seller her own listing', { buyerId: 'seller' }, {}, 'own-listing'],
    ['refuses what is owned already', { held: { rows: 100, isForGood: true } }, {}, 'already-owned'],
    ['refuses what isn’t on the menu', { quote: null }, {}, 'plan-not-offered'],
    ['says how to buy what is on request', { quote: null, listing: { ...listing, isOnRequest: true } }, {}, 'price-on-request'],
    ['refuses a price in a currency that no wallet is in', { listing: { ...listing, isPayable: false } }, {}, 'price-currency-mixed'],
    ['gives what is free whatever its currency', { listing: { ...listing, isPayable: false }, quote: { ...quote, listMinor: 0 } }, { quotedMinor: 0 }, 'ok'],
    ['refuses fewer rows than are held', { held: { rows: 100, isForGood: true }, quote: { ...quote, rows: 99 } }, {}, 'already-owned'],
    ['refuses a term beside what is held for good', { held: { rows: 10, isForGood: true }, quote: { ...quote, isForGood: false } }, {}, 'already-owned'],
    ['refuses a second term beside the first', { held: { rows: 10, isForGood: false }, quote: { ...quote, isForGood: false } }, {}, 'already-owned'],
    ['refuses fewer rows for good than a running term holds', { held: { rows: 100, isForGood: false }, quote: { ...quote, rows: 50 } }, {}, 'already-owned'],
    ['charges the difference to a larger part', { held: { rows: 10, isForGood: true }, paidMinor: 1_500 }, { quotedMinor: 499 }, 'ok'],
    ['charges nothing for a part that has become cheaper than what was paid', { held: { rows: 10, isForGood: true }, paidMinor: 2_500, balanceMinor: 0 }, { quotedMinor: 0 }, 'ok'],
    ['takes no term off what is bought for good', { held: { rows: 100, isForGood: false }, paidMinor: 1_500 }, {}, 'ok'],
    ['refuses a licence that was not shown', {}, { licenceSha256: 'other' }, 'licence-not-accepted'],
    ['refuses what its terms don’t let her use', { listing: { ...listing, termsRefusal: { code: 'region-not-allowed' } } }, {}, 'region-not-allowed'],
    ['refuses a price that rose', { quote: { ...quote, listMinor: 2_000 } }, {}, 'price-changed'],
    ['refuses a price that fell', { quote: { ...quote, listMinor: 1_000 } }, {}, 'price-changed'],
    ['answers a repeated key with its order, whatever changed since', { sameKey: { orderId: 'o', entitlementId: 'e', listingId: 'listing' }, listing: null, balanceMinor: 0, held: { rows: 100, isForGood: true } }, {}, 'ok'],
    ['refuses a key that was used for something else', { sameKey: { orderId: 'o', entitlementId: 'e', listingId: 'another' } }, {}, 'input-invalid'],
    ['needs no balance for a free listing', { balanceMinor: 0, quote: { ...quote, listMinor: 0 } }, { quotedMinor: 0 }, 'ok'],
  ])('%s', (_, change, changedInput, expected) => {
    const decision = decideOrder({ ...facts, ...change }, { ...input, ...changedInput });
    expect(decision.ok ? 'ok' : decision.refusal.code).toBe(expected);
  });

  it('divides the price between seller and exchange', () => {
    expect(decideOrder(facts, input)).toEqual({ ok: true, value: { kind: 'new', priceMinor: 1_999, listMinor: 1_999, sellerMinor: 1_899, feeMinor: 100 } });
  });

  it('names the new price, so that it can be shown and confirmed', () => {
    expect(decideOrder(facts, { ...input, quotedMinor: 1 })).toEqual({ ok: false, refusal: { code: 'price-changed', params: { priceMinor: 1_999 } } });
  });
});

describe('splitSale', () => {
  it.each([
    [10_000, 5, 9_500, 500], [1, 5, 1, 0], [10, 5, 10, 0], [11, 5, 10, 1], [9_999, 0, 9_999, 0], [9_999, 50, 5_000, 4_999], [10_000, 2.75, 9_725, 275], [0, 5, 0, 0],
  ])('of %i at %f %% gives the seller %i and the exchange %i', (price, fee, sellerMinor, feeMinor) => {
    expect(splitSale(price, fee)).toEqual({ sellerMinor, feeMinor });
  });

  it('loses and makes no cent, and takes the fee to the nearest cent', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: maxAmountMinor }), fc.integer({ min: 0, max: 5_000 }), (price, basisPoints) => {
      const { sellerMinor, feeMinor } = splitSale(price, basisPoints / 100);
      expect(sellerMinor + feeMinor).toBe(price);
      expect(Math.min(sellerMinor, feeMinor)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(feeMinor - (price * basisPoints) / 10_000)).toBeLessThanOrEqual(0.5 + 1e-6);
    }), { numRuns: 5_000 });
  });
});

describe('decideTopUp', () => {
  it.each([[0, maxBalanceMinor, true], [1, maxBalanceMinor, false], [maxBalanceMinor, 100, false], [500, 100, true], [0, 0, false]])('with %i in the wallet, %i more: %s', (balance, amount, isOk) => {
    expect(decideTopUp(balance, amount).ok).toBe(isOk);
  });

  it('says how much would still be accepted', () => {
    expect(decideTopUp(maxBalanceMinor - 250, 300)).toMatchObject({ refusal: { code: 'amount-out-of-range', params: { maxMinor: 250 } } });
  });
});
