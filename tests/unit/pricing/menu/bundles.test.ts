import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundlePrice, bundleScale, maxBundleItems, type BundleItem } from '@/lib/pricing/core/menu/bundle-price';
import { quoteBundle } from '@/lib/pricing/core/menu/quote-bundle';
import { holds } from '@/tests/support/holds';

const runs = { numRuns: 1_000 };
/** Datasets over a pool of parts whose sizes are the same wherever they occur. */
const catalogue = fc.tuple(
  fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 6, maxLength: 6 }),
  fc.array(fc.record({ priceMinor: fc.integer({ min: 0, max: 100_000 }), parts: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }) }), { minLength: 1, maxLength: 5 }),
).map(([sizes, items]) => items.map((one, index): BundleItem => ({ id: String(index), priceMinor: one.priceMinor, parts: one.parts.map((part) => ({ id: String(part), rows: sizes[part] ?? 1 })) })));
const setOf = (items: readonly BundleItem[], bits: number) => items.filter((_, index) => Math.floor(bits / 2 ** index) % 2 === 1);
const bits = fc.integer({ min: 0, max: 31 });
const exponent = fc.double({ min: 0.1, max: 1, noNaN: true });

describe('bundles of one seller by the cheapest cover', () => {
  holds(10, 'a single dataset costs its price, a bundle no less than its dearest and no more than the sum', fc.property(catalogue, bits, exponent, (items, set, power) => {
    const terms = { scale: bundleScale(items, power), exponent: power };
    for (const one of items) expect(bundlePrice([one], terms)).toBe(one.priceMinor);
    const chosen = setOf(items, set);
    const price = bundlePrice(chosen, terms);
    expect(price).toBeGreaterThanOrEqual(Math.max(0, ...chosen.map((one) => one.priceMinor)));
    expect(price).toBeLessThanOrEqual(chosen.reduce((sum, one) => sum + one.priceMinor, 0));
  }));

  holds(10, 'a part of a bundle never costs more than the bundle, and two bundles never less than both together', fc.property(catalogue, bits, bits, exponent, (items, a, b, power) => {
    const terms = { scale: bundleScale(items, power), exponent: power };
    const price = (set: readonly BundleItem[]) => bundlePrice(set, terms);
    const union = items.filter((one) => setOf(items, a).includes(one) || setOf(items, b).includes(one));
    expect(price(setOf(items, a))).toBeLessThanOrEqual(price(union));
    expect(price(union)).toBeLessThanOrEqual(price(setOf(items, a)) + price(setOf(items, b)));
  }));

  it('counts shared rows once: the same dataset twice costs it once, two equal ones apart 2^0.6 times', () => {
    const one = { id: 'a', priceMinor: 1_000, parts: [{ id: 'x', rows: 100 }] };
    const terms = { scale: bundleScale([one], 0.6), exponent: 0.6 };
    expect(bundlePrice([one, { ...one, id: 'b' }], terms)).toBe(1_000);
    expect(bundlePrice([one, { ...one, id: 'b', parts: [{ id: 'y', rows: 100 }] }], terms)).toBe(Math.ceil(1_000 * 2 ** 0.6));
  });

  it('asks for a real exponent and a bundle one can survey', () => {
    expect(() => bundlePrice([], { scale: 1, exponent: 1.2 })).toThrow(RangeError);
    const many = Array.from({ length: maxBundleItems + 1 }, (_, index) => ({ id: String(index), priceMinor: 1, parts: [] }));
    expect(() => bundlePrice(many, { scale: 1, exponent: 0.6 })).toThrow(RangeError);
  });
});

describe('what a bundle costs a reader', () => {
  const onSale = fc.array(fc.record({ priceMinor: fc.integer({ min: 1, max: 100_000 }), effectiveRows: fc.integer({ min: 1, max: 1_000_000 }), paid: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 2, maxLength: 6 });
  it('is never more than each alone, is divided to the cent, and holding a part never makes it dearer', () => {
    fc.assert(fc.property(onSale, bits, (items, set) => {
      const all = items.map(({ priceMinor, effectiveRows }, index) => ({ listingId: String(index), priceMinor, effectiveRows }));
      const chosen = all.filter((_, index) => Math.floor(set / 2 ** index) % 2 === 1);
      const plain = quoteBundle(chosen, all, 0.6);
      const held = quoteBundle(chosen.map((one) => ({ ...one, payMinor: Math.floor(one.priceMinor * (items[Number(one.listingId)]?.paid ?? 1)) })), all, 0.6);
      expect(plain.sharesMinor.reduce((sum, share) => sum + share, 0)).toBe(plain.priceMinor);
      expect(held.sharesMinor.reduce((sum, share) => sum + share, 0)).toBe(held.priceMinor);
      expect(plain.priceMinor).toBeLessThanOrEqual(plain.sumMinor);
      expect(held.priceMinor).toBeLessThanOrEqual(plain.priceMinor);
      for (const [index, share] of plain.sharesMinor.entries()) expect(share).toBeLessThanOrEqual(chosen[index]?.priceMinor ?? 0);
    }), runs);
  });
});
