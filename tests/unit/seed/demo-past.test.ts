import { describe, expect, it } from 'vitest';
import { inventVisits } from '@/lib/behaviour/core/invent-visits';
import { learnDemand } from '@/lib/pricing/core/learn-demand';
import { demandPeriods } from '@/lib/pricing/core/demand-people';
import { seededRandom } from '@/lib/shared/seeded-random';
import { pastPrices } from '@/scripts/seed/demo-past';

const now = new Date('2026-11-25T12:00:00Z');
const day = 86_400_000;
const published = (daysAgo: number) => new Date(now.getTime() - daysAgo * day);

describe('the generated prices of the demo', () => {
  it('come down in two steps to what is asked now, after publication and in order', () => {
    for (const daysAgo of [31, 60, 95, 150]) {
      const prices = pastPrices({ publishedAt: published(daysAgo), priceMinor: 4_500 }, 0, { now, random: seededRandom(daysAgo) });
      expect(prices).toHaveLength(3);
      expect(prices[0]?.at).toEqual(published(daysAgo));
      expect(prices.at(-1)?.priceMinor).toBe(4_500);
      for (const [index, price] of prices.entries()) {
        if (index === 0) continue;
        expect(price.priceMinor).toBeLessThan(prices[index - 1]?.priceMinor ?? 0);
        expect(price.at.getTime()).toBeGreaterThan(prices[index - 1]?.at.getTime() ?? 0);
        expect(price.at.getTime()).toBeLessThan(now.getTime() - 2 * day);
      }
    }
  });

  it('are one for every second listing and for what is new, and none for what is free', () => {
    const random = seededRandom(1);
    expect(pastPrices({ publishedAt: published(60), priceMinor: 4_500 }, 1, { now, random })).toEqual([{ priceMinor: 4_500, at: published(60) }]);
    expect(pastPrices({ publishedAt: published(10), priceMinor: 4_500 }, 0, { now, random })).toHaveLength(1);
    expect(pastPrices({ publishedAt: published(60), priceMinor: 0 }, 0, { now, random })).toEqual([]);
  });
});

/** As the seed does it, without a database: what the demo market teaches the price model. */
it('people buy less where it was dearer, and enough to learn demand from with every schedule', () => {
  const random = seededRandom(7);
  const listings = Array.from({ length: 60 }, (_, index) => {
    const prices = pastPrices({ publishedAt: published(95), priceMinor: 4_000 + index * 100 }, index, { now, random });
    const today = prices.at(-1)?.priceMinor ?? 0;
    const dearBefore = prices.slice(0, -1).map((price, step) => ({ secondsBefore: (now.getTime() - (prices[step + 1]?.at.getTime() ?? 0)) / 1000, times: price.priceMinor / today }));
    return { id: `l${index}`, category: `c${index % 6}`, salesCount: index % 9, dearBefore, prices };
  });
  const events = inventVisits(listings, 120, seededRandom(3)).map((event) => ({ subject: `p${event.person}`, listingId: event.listingId, sellerId: `s${Number(event.listingId.slice(1)) % 5}`, isBuy: event.kind === 'BUY', at: now.getTime() - event.secondsBefore * 1000, origin: '' }));
  const demand = listings.map(({ id, prices }) => ({
    listingId: id, referenceMinor: prices.at(-1)?.priceMinor ?? 0,
    periods: demandPeriods({ listingId: id, sellerId: `s${Number(id.slice(1)) % 5}`, ownSubjects: [], prices: prices.map((price) => ({ priceMinor: price.priceMinor, at: price.at.getTime() })) }, events),
  }));
  const learnt = learnDemand(demand);
  expect(learnt?.runs).toHaveLength(8);
  expect(learnt?.parameters.slope).toBeGreaterThan(1);
  const dear = demand.flatMap(({ referenceMinor, periods }) => periods.filter((period) => period.priceMinor > referenceMinor));
  const usual = demand.flatMap(({ referenceMinor, periods }) => periods.filter((period) => period.priceMinor === referenceMinor));
  const shareOf = (periods: typeof dear) => periods.reduce((sum, period) => sum + period.buys, 0) / periods.reduce((sum, period) => sum + period.views, 0);
  expect(shareOf(dear)).toBeLessThan(0.75 * shareOf(usual));
});
