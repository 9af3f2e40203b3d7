import { describe, expect, it } from 'vitest';
import { believe, standardPool } from '@/lib/learning';
import type { Candidate } from '@/lib/pricing/core/candidate';
import { explainPrice } from '@/lib/pricing/core/explain-price';
import { indexMarket } from '@/lib/pricing/core/market-index';
import type { PriceFacts } from '@/lib/pricing/core/price-facts';
import { proposePrice, restMilliseconds, standardPolicy } from '@/lib/pricing/core/propose-price';
import { revenueCurve } from '@/lib/pricing/core/revenue-curve';
import { maxAmountMinor } from '@/lib/shared/money';

const column = { kind: 'number' as const, nullCount: 0, distinctFilledCount: null, isRepeat: false };
const facts: PriceFacts = {
  rowCount: 10_000, distinctRowCount: 10_000, columns: Array.from({ length: 10 }, () => column), category: 'mobility', licenceCode: 'exchange-internal-1.0', text: 'flights', newest: null,
  currency: 'EUR', sellerId: 'me', documentedCount: 0, hasSource: false, demand: null, policy: { floorMinor: null, ceilingMinor: null },
};
const neighbour = (index: number, over: Partial<Candidate>): Candidate => ({
  listingId: `l${index}`, slug: 's', title: 't', text: 'flights', sellerId: `s${index}`, category: 'mobility', licenceCode: 'exchange-internal-1.0', licenceFactor: 1, effectiveRows: 10_000, priceMinor: 5_000, currency: 'EUR', isSold: true, ...over,
});
const market = (over: Partial<Candidate>) => indexMarket(Array.from({ length: 6 }, (_, index) => neighbour(index, over)));
const alone = explainPrice(facts, indexMarket([]));

describe('prices at the ends of what there is', () => {
  it('a free neighbour, one of no rows and one in another currency are no comparables, and that is said', () => {
    for (const over of [{ priceMinor: 0 }, { effectiveRows: 0 }, { currency: 'USD' }, { priceMinor: Number.NaN }, { priceMinor: Number.POSITIVE_INFINITY }]) {
      expect(explainPrice(facts, market(over)), JSON.stringify(over)).toEqual(alone);
      expect(explainPrice(facts, market(over))).toMatchObject({ value: { confidence: 'low', confidenceReason: { code: 'no-comparables' } } });
    }
  });

  it('neighbours at the greatest price, a floor at it and the largest table stay within it, and bars still add up', () => {
    for (const [some, others] of [[facts, market({ priceMinor: maxAmountMinor, effectiveRows: 1 })], [{ ...facts, policy: { floorMinor: maxAmountMinor, ceilingMinor: null } }, indexMarket([])], [{ ...facts, rowCount: Number.MAX_SAFE_INTEGER, distinctRowCount: Number.MAX_SAFE_INTEGER }, indexMarket([])], [{ ...facts, policy: { floorMinor: null, ceilingMinor: 1 } }, market({})]] as const) {
      const price = explainPrice(some, others);
      if (!price.ok) throw new Error(price.refusal.code);
      expect(price.value.suggestedMinor).toBeLessThanOrEqual(some.policy.ceilingMinor ?? maxAmountMinor);
      expect(price.value.highMinor).toBeLessThanOrEqual(maxAmountMinor);
      expect(price.value.bars.reduce((sum, bar) => sum + bar.amountMinor, 0)).toBe(price.value.suggestedMinor);
    }
  });

  it('a free listing is never changed by itself, one at the greatest price only downward, and figures that are none are refused', () => {
    const step = { currentMinor: 0, targetMinor: 5_000, exploredMinor: null, policy: standardPolicy, sinceChangeMilliseconds: restMilliseconds };
    expect(proposePrice(step)).toEqual({ ok: true, value: null });
    expect(proposePrice({ ...step, currentMinor: maxAmountMinor, targetMinor: maxAmountMinor * 2 })).toEqual({ ok: true, value: null });
    expect(proposePrice({ ...step, currentMinor: maxAmountMinor, targetMinor: 100 })).toMatchObject({ value: { limit: 'weekly-step' } });
    // A price below what prices usually are rises by the same steps of a week as any other.
    expect(proposePrice({ ...step, currentMinor: 50, targetMinor: 5_000 })).toEqual({ ok: true, value: { toMinor: 57, limit: 'weekly-step' } });
    // Between two price tags it steps past the nearer one, and a tag beyond the price that stands is no way down.
    expect(proposePrice({ ...step, currentMinor: 1_942, targetMinor: 6_000 })).toEqual({ ok: true, value: { toMinor: 2_233, limit: 'weekly-step' } });
    expect(proposePrice({ ...step, currentMinor: 2_400, targetMinor: 2_310 })).toEqual({ ok: true, value: { toMinor: 2_310, limit: null } });
    expect(proposePrice({ ...step, currentMinor: 2_260, targetMinor: 2_590 })).toEqual({ ok: true, value: { toMinor: 2_500, limit: null } });
    for (const targetMinor of [Number.NaN, Number.POSITIVE_INFINITY]) expect(proposePrice({ ...step, currentMinor: 500, targetMinor })).toMatchObject({ refusal: { code: 'price-not-finite' } });
    expect(proposePrice({ ...step, currentMinor: 500, policy: { ...standardPolicy, floorMinor: 900, ceilingMinor: 800 } })).toMatchObject({ refusal: { code: 'price-floor-above-ceiling' } });
  });
});

describe('the revenue curve', () => {
  const belief = believe(standardPool, Math.log(5_000), []);
  it('reaches every price that matters, within the greatest there is, and demand falls on beyond what was believed in detail', () => {
    const { points } = revenueCurve(belief, 100, [5_000, 200, 400_000, maxAmountMinor]);
    expect(points[0]?.priceMinor).toBeLessThan(200);
    expect(points.at(-1)?.priceMinor).toBe(maxAmountMinor);
    points.forEach((point, index) => {
      const before = points[index - 1];
      if (!before) return;
      expect(point.priceMinor).toBeGreaterThan(before.priceMinor);
      expect(point.sales).toBeLessThanOrEqual(before.sales + 1e-9);
    });
    expect(points.at(-1)?.revenueMinor).toBeLessThan(points.find((point) => point.priceMinor > 5_000)?.revenueMinor ?? 0);
  });

  it('takes no price that is none, and is as it was without any', () => {
    expect(revenueCurve(belief, 100, [0, -5, Number.NaN, Number.POSITIVE_INFINITY])).toEqual(revenueCurve(belief, 100));
    expect(revenueCurve(belief, 100).points).toHaveLength(41);
  });
});
