import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approachesOf, discountPercent, horizonMonths, incomeValue } from '@/lib/pricing/core/approaches';
import { explainPrice } from '@/lib/pricing/core/explain-price';
import { indexMarket } from '@/lib/pricing/core/market-index';

const now = new Date('2026-11-25T00:00:00Z');
const facts = { salesCount: 24, priceMinor: 5_000, publishedAt: new Date('2025-11-25T00:00:00Z'), feePercent: 5, now };

describe('the income approach to an asset', () => {
  // 24 sales in 12 months at 50.00 less 5 %: 95.00 a month. An annuity of 36 months at 10 % a year: 95 × (1 − 1.1^−3) / (1.1^(1/12) − 1) = 2,962.71.
  it('is the present value of what sales bring in a month, by the formula of an annuity', () => {
    const value = incomeValue(facts);
    expect(value).toMatchObject({ inputs: [{ code: 'sales', value: 24 }, { code: 'months', value: 12 }, { code: 'monthly' }, { code: 'discount', value: discountPercent }, { code: 'horizon', value: horizonMonths }] });
    const interest = 1.1 ** (1 / 12) - 1;
    const monthly = 24 / ((365 * 12) / 365.25) * 5_000 * 0.95;
    expect(value.amountMinor).toBeCloseTo(monthly * (1 - 1.1 ** -3) / interest, -1);
  });

  it.each([['free', { priceMinor: 0 }], ['on-request', { priceMinor: null }], ['too-new', { publishedAt: new Date('2026-11-10T00:00:00Z') }], ['no-sales', { salesCount: 0 }]] as const)('says why there is none: %s', (reason, some) => {
    expect(incomeValue({ ...facts, ...some })).toEqual({ amountMinor: null, reason });
  });

  it('is proportional to sales and price, and never negative', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 31, max: 4_000 }), (salesCount, priceMinor, days) => {
      const at = { ...facts, salesCount, priceMinor, publishedAt: new Date(now.getTime() - days * 86_400_000) };
      const [one, two] = [incomeValue(at), incomeValue({ ...at, salesCount: salesCount * 2 })];
      expect(Math.abs((two.amountMinor ?? 0) - 2 * (one.amountMinor ?? 0))).toBeLessThanOrEqual(1);
      expect(one.amountMinor).toBeGreaterThanOrEqual(0);
    }), { numRuns: 1_000 });
  });
});

describe('the approaches to a price', () => {
  it('each say their figure with what it was found from, or nothing', () => {
    const price = explainPrice({
      rowCount: 10_000, distinctRowCount: 9_000, columns: Array.from({ length: 10 }, () => ({ kind: 'number' as const, nullCount: 1_000, distinctFilledCount: null, isRepeat: false })), category: 'mobility', licenceCode: 'exchange-internal-1.0', text: 'flights', newest: null,
      currency: 'EUR', sellerId: 'me', documentedCount: 4, hasSource: true, demand: null, policy: { floorMinor: null, ceilingMinor: null },
    }, indexMarket(Array.from({ length: 5 }, (_, index) => ({ listingId: `l${index}`, slug: 's', title: 't', text: 'flights', sellerId: `s${index}`, category: 'mobility', licenceCode: 'exchange-internal-1.0', licenceFactor: 1, effectiveRows: 9_000, priceMinor: 6_000 + index, currency: 'EUR', isSold: index < 2 }))));
    if (!price.ok) throw new Error(price.refusal.code);
    const [cost, market, income] = approachesOf(price.value);
    expect(cost).toMatchObject({ amountMinor: price.value.stages.valueMinor, inputs: [{ code: 'unit-price', value: 1_600 }, { code: 'rows', value: 10_000 }, { code: 'copies', value: 1_000 }, { code: 'empty', value: 10 }, { code: 'documented', value: 4 }] });
    expect(market).toMatchObject({ amountMinor: price.value.stages.marketMinor, inputs: [{ code: 'neighbours', value: 5 }, { code: 'sold', value: 2 }, { code: 'lowest' }, { code: 'highest' }] });
    expect(income).toEqual({ code: 'income', amountMinor: null, inputs: [] });
  });
});
