import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories, licenceCodes } from '@/lib/catalog/schema';
import { combine } from '@/lib/pricing/core/combine';
import type { Candidate } from '@/lib/pricing/core/candidate';
import { wordsOf } from '@/lib/learning';
import { findNeighbours, weightedMedian } from '@/lib/pricing/core/comparables';
import { decompose } from '@/lib/pricing/core/decompose';
import { effectiveRows } from '@/lib/pricing/core/effective-rows';
import { engineVersion, explainPrice } from '@/lib/pricing/core/explain-price';
import { indexMarket } from '@/lib/pricing/core/market-index';
import type { PriceFacts } from '@/lib/pricing/core/price-facts';
import { newestMoment } from '@/lib/pricing/core/newest-moment';
import { nicePrice } from '@/lib/pricing/core/nice-price';
import { standardParameters } from '@/lib/pricing/core/price-parameters';
import { basePerThousandMinor, valuate } from '@/lib/pricing/core/value';
import { replayPrice } from '@/lib/pricing/replay-price';
import type { PriceExplanation } from '@/lib/pricing/schema';

const kinds = ['number', 'text', 'category', 'date', 'boolean', 'geo', 'nested', 'id', 'constant', 'empty'] as const;
const column = fc.record({ kind: fc.constantFrom(...kinds), share: fc.double({ min: 0, max: 1, noNaN: true }) });
const candidate = fc.record({
  listingId: fc.uuid(), slug: fc.constant('s'), title: fc.constant('t'), text: fc.constantFrom('daily weather station rain', 'flights delay airport', 'station depth harbour'),
  sellerId: fc.constantFrom('me', 'you', 'they'), category: fc.constantFrom(...categories), licenceCode: fc.constantFrom(...licenceCodes), licenceFactor: fc.constantFrom(0.5, 1, 1.6),
  effectiveRows: fc.double({ min: 1, max: 1e7, noNaN: true }), priceMinor: fc.integer({ min: 100, max: 10_000_000 }), currency: fc.constantFrom('EUR', 'USD'), isSold: fc.boolean(),
}) satisfies fc.Arbitrary<Candidate>;
const market = fc.array(candidate, { maxLength: 30 });
const dataset = fc.record({
  rows: fc.integer({ min: 1, max: 50_000_000 }), distinct: fc.double({ min: 0.01, max: 1, noNaN: true }), columns: fc.array(column, { minLength: 1, maxLength: 60 }),
  category: fc.constantFrom(...categories), licenceCode: fc.constantFrom(...licenceCodes), ageDays: fc.option(fc.integer({ min: 0, max: 20_000 })),
});
type Dataset = typeof dataset extends fc.Arbitrary<infer T> ? T : never;

function factsOf({ rows, distinct, columns, category, licenceCode, ageDays }: Dataset): PriceFacts {
  const distinctRowCount = Math.max(1, Math.round(rows * distinct));
  const cells = columns.map(({ kind, share }) => ({ kind, nullCount: Math.round(rows * share), distinctFilledCount: null, isRepeat: false }));
  return {
    ...bare, rowCount: rows, distinctRowCount, columns: cells, category, licenceCode, text: 'daily weather at a station', newest: ageDays === null ? null : { day: '2020-01-01', ageDays },
  };
}

const bare = { currency: 'EUR', sellerId: 'me', documentedCount: 0, hasSource: false, demand: null, policy: { floorMinor: null, ceilingMinor: null } } as const;

function explained(facts: PriceFacts, candidates: readonly Candidate[] = []): PriceExplanation | null {
  const result = explainPrice(facts, indexMarket(candidates));
  return result.ok ? result.value : null;
}

const plain: PriceFacts = {
  ...bare, rowCount: 10_000, distinctRowCount: 10_000, columns: Array.from({ length: 10 }, () => ({ kind: 'number' as const, nullCount: 0, distinctFilledCount: null, isRepeat: false })), category: 'mobility', licenceCode: 'exchange-internal-1.0',
  text: 'flights', newest: null,
};

describe('the explained price', () => {
  it('is the sum of its bars to the cent, within its range, whatever the dataset and the market', () => {
    fc.assert(fc.property(dataset, market, (some, others) => {
      const price = explained(factsOf(some), others);
      if (!price) return;
      expect(price.bars.reduce((sum, bar) => sum + bar.amountMinor, 0)).toBe(price.suggestedMinor);
      expect(price.bars[0]?.code).toBe('base');
      expect(Number.isSafeInteger(price.suggestedMinor)).toBe(true);
      expect(price.lowMinor).toBeLessThanOrEqual(price.suggestedMinor);
      expect(price.highMinor).toBeGreaterThanOrEqual(price.suggestedMinor);
      expect(price.suggestedMinor).toBeGreaterThanOrEqual(100);
    }), { numRuns: 400 });
  });

  it('never falls when rows are added', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e7 }), fc.integer({ min: 1, max: 1e7 }), market, (rows, more, others) => {
      const of = (count: number) => explained({ ...plain, rowCount: count, distinctRowCount: count }, others)?.suggestedMinor ?? 0;
      expect(of(rows + more)).toBeGreaterThanOrEqual(of(rows));
    }), { numRuns: 300 });
  });

  it('never falls when an empty cell is filled', () => {
    fc.assert(fc.property(dataset, market, fc.nat(59), (some, others, which) => {
      const before = { ...some, columns: some.columns.map((each) => ({ ...each, kind: 'number' as const })) };
      const after = { ...before, columns: before.columns.map((each, index) => (index === which % before.columns.length ? { ...each, share: each.share / 2 } : each)) };
      const [low, high] = [explained(factsOf(before), others), explained(factsOf(after), others)];
      if (low && high) expect(high.suggestedMinor).toBeGreaterThanOrEqual(low.suggestedMinor);
    }), { numRuns: 300 });
  });

  it('is not raised by copying rows', () => {
    fc.assert(fc.property(fc.integer({ min: 10, max: 100_000 }), fc.integer({ min: 2, max: 9 }), market, (rows, times, others) => {
      const once = explained({ ...plain, rowCount: rows, distinctRowCount: rows }, others);
      const copied = explained({ ...plain, rowCount: rows * times, distinctRowCount: rows }, others);
      expect(copied?.suggestedMinor).toBe(once?.suggestedMinor);
      expect(copied?.bars.find((bar) => bar.code === 'duplicates')?.amountMinor ?? 0).toBeLessThanOrEqual(0);
    }));
  });

  it('does not depend on the order of the market, nor on own listings, nor on other currencies', () => {
    fc.assert(fc.property(market, (others) => {
      const price = explained(plain, others);
      expect(explained(plain, others.toReversed())?.suggestedMinor).toBe(price?.suggestedMinor);
      // How many listings hold a word, and so whether it is named, is a matter of all.
      const unnamed = (made: PriceExplanation | null) => made && { ...made, comparables: made.comparables.map((comparable) => ({ ...comparable, sharedWords: [] })) };
      expect(unnamed(explained(plain, others.filter((other) => other.sellerId !== 'me' && other.currency === 'EUR')))).toEqual(unnamed(price));
    }));
  });

  it('follows the market: dearer comparables never make it cheaper', () => {
    fc.assert(fc.property(market, (others) => {
      const dearer = others.map((other) => ({ ...other, priceMinor: other.priceMinor * 3 }));
      expect(explained(plain, dearer)?.suggestedMinor ?? 0).toBeGreaterThanOrEqual(explained(plain, others)?.suggestedMinor ?? 0);
    }));
  });

  it.each<[string, Partial<PriceFacts>, string]>([
    ['no rows', { rowCount: 0, distinctRowCount: 0 }, 'price-no-rows'],
    ['only empty cells', { columns: ['number', 'number'].map(() => ({ kind: 'number' as const, nullCount: 10_000, distinctFilledCount: null, isRepeat: false })) }, 'price-no-values'],
    ['only a constant', { columns: [1, 2].map(() => ({ kind: 'constant' as const, nullCount: 0, distinctFilledCount: null, isRepeat: false })) }, 'price-no-values'],
    ['an infinite count', { rowCount: Infinity }, 'price-not-finite'],
    ['no number', { distinctRowCount: Number.NaN }, 'price-not-finite'],
    ['one row', { rowCount: 1, distinctRowCount: 1 }, 'price-one-row'],
    ['one column', { columns: plain.columns.slice(0, 1) }, 'price-one-column'],
    ['a floor above the ceiling', { policy: { floorMinor: 500, ceilingMinor: 400 } }, 'price-floor-above-ceiling'],
    ['a view that is no number', { demand: [{ priceMinor: 500, views: Number.NaN, buys: 0 }] }, 'price-not-finite'],
    ['a negative gap', { columns: [1, 2].map(() => ({ kind: 'number' as const, nullCount: -1, distinctFilledCount: null, isRepeat: false })) }, 'price-not-finite'],
  ])('is refused for %s', (_, some, code) => {
    expect(explainPrice({ ...plain, ...some }, indexMarket([]))).toMatchObject({ ok: false, refusal: { code } });
  });

  it('says how sure it is and why', () => {
    const sold = (count: number, isSold = true): Candidate[] => Array.from({ length: count }, (_, index) => ({
      listingId: `l${index}`, slug: 's', title: 't', text: 'flights', sellerId: `seller ${index % 6}`, category: 'mobility', licenceCode: 'exchange-internal-1.0', licenceFactor: 1, effectiveRows: 10_000, priceMinor: 6_300 + index, currency: 'EUR', isSold,
    }));
    expect(explained(plain)).toMatchObject({ confidence: 'low', confidenceReason: { code: 'no-comparables', count: 0 } });
    expect(explained(plain, sold(2))).toMatchObject({ confidence: 'low', confidenceReason: { code: 'few-comparables', count: 2 } });
    expect(explained(plain, sold(8, false))).toMatchObject({ confidence: 'low', confidenceReason: { code: 'asks-only', count: 8 } });
    expect(explained(plain, sold(20))).toMatchObject({ confidence: 'high', confidenceReason: { code: 'many-comparables', count: 20 } });
  });
});

describe('the value from the data', () => {
  it("is the mission's rows × unit price when nothing is missing and size has no returns", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), fc.constantFrom(...categories), (rows, category) => {
      const { valueMinor } = valuate({ rows: effectiveRows({ ...plain, rowCount: rows, distinctRowCount: rows }), category, licenceCode: 'exchange-internal-1.0', ageDays: null, documentedShare: 1, hasSource: true, exponent: 1 });
      expect(valueMinor).toBeCloseTo(rows * (basePerThousandMinor[category] / 1000), 2);
    }));
  });

  it('is base × factors, in any order', () => {
    const { baseMinor, factors, valueMinor } = valuate({ rows: effectiveRows(plain), category: 'mobility', licenceCode: 'CC-BY-4.0', ageDays: 3 * 365, documentedShare: 0.5, hasSource: false });
    expect(factors.toReversed().reduce((product, factor) => product * factor.value, baseMinor)).toBeCloseTo(valueMinor, 8);
    expect(factors.find((factor) => factor.code === 'currentness')?.value).toBeCloseTo(0.9, 12);
  });
});

describe('a dataset below the lowest price', () => {
  const small: PriceFacts = { ...plain, rowCount: 182, distinctRowCount: 20, columns: plain.columns.slice(0, 4), category: 'society-demography', licenceCode: 'CC-BY-4.0' };

  it('goes down to what it is worth without a limit, and the limit is the last step', () => {
    const price = explained(small);
    const worthMinor = price?.stages.valueMinor ?? 0;
    expect(worthMinor).toBeLessThan(100);
    expect(price?.bars.at(-1)).toMatchObject({ code: 'guard-rail', amountMinor: 100 - worthMinor, evidence: { limit: 'market', limitMinor: 100 } });
    expect(price?.bars.slice(0, -1).reduce((sum, bar) => sum + bar.amountMinor, 0)).toBe(worthMinor);
  });

  it('has a range whose ends are rounded outward, and one of no width only where a limit holds it', () => {
    const price = explained({ ...plain, rowCount: 310, distinctRowCount: 310 });
    expect((price?.lowMinor ?? 0) / 100).toBeLessThanOrEqual((price?.stages.combinedMinor ?? 0) / 2.5 / 100);
    expect((price?.highMinor ?? 0) / 100).toBeGreaterThanOrEqual((price?.stages.combinedMinor ?? 0) * 2.5 / 100);
    const held = explained({ ...small, rowCount: 20, distinctRowCount: 2 });
    expect([held?.lowMinor, held?.highMinor]).toEqual([100, 100]);
    expect(held?.bars.some((bar) => bar.code === 'guard-rail')).toBe(true);
  });
});

describe('a suggestion that was kept', () => {
  it('is made again by the engine that made it, and by no other', () => {
    const inputs = { facts: plain, market: [], model: { parameters: standardParameters, version: 'a-version', engine: engineVersion } };
    expect(replayPrice(inputs)).toEqual({ ...explained(plain), engineVersion: 'a-version' });
    for (const engine of ['2.0.0', undefined]) expect(replayPrice({ ...inputs, model: { ...inputs.model, engine } })).toBeNull();
  });
});

describe('decompose', () => {
  it('adds up exactly, and a factor of 1 gets nothing', () => {
    fc.assert(fc.property(fc.integer({ min: 100, max: 1e9 }), fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { minLength: 1, maxLength: 9 }), (base, factors) => {
      const total = Math.round(factors.reduce((product, factor) => product * factor, base));
      if (total < 1 || !Number.isSafeInteger(total)) return;
      const made = decompose(total, base, [...factors, 1]);
      expect(made.baseMinor + made.partsMinor.reduce((sum, part) => sum + part, 0)).toBe(total);
      expect(made.partsMinor.at(-1)).toBe(0);
      // Within a cent or two of the formula: L(P, P0) · ln f.
      const mean = total === base ? total : (total - base) / Math.log(total / base);
      if (factors.every((factor) => factor !== 1) && Math.abs(total - base) > 1e-3 * total) for (const [index, factor] of factors.entries()) expect(Math.abs((made.partsMinor[index] ?? 0) - mean * Math.log(factor))).toBeLessThanOrEqual(2 + 1e-6 * Math.abs(mean * Math.log(factor)) + Math.abs(mean) / total);
    }));
  });

  // L(200, 100) = 100 / ln 2 = 144.27; ln 4 and ln 0.5 give 200 and -100.
  it('takes 100 × 4 × 0.5 apart as 100 + 200 − 100', () => {
    expect(decompose(200, 100, [4, 0.5])).toEqual({ baseMinor: 100, partsMinor: [200, -100] });
  });

  it.each([[0, 100, [1]], [1.5, 100, [1]], [100, 0, [1]], [100, 100, [0]], [100, 100, [Infinity]]])('refuses %d from %d by %j', (total, base, factors) => {
    expect(() => decompose(total, base, factors)).toThrow(RangeError);
  });
});

describe('combine', () => {
  it('is the value alone without neighbours, with a factor of two and a half either way', () => {
    expect(combine(1_000, [])).toMatchObject({ marketFactor: 1 });
    expect(combine(1_000, []).lowMinor).toBeCloseTo(400, 6);
    expect(combine(1_000, []).highMinor).toBeCloseTo(2_500, 6);
  });

  it.each([[0], [-1], [Number.NaN], [Infinity]])('refuses the value %d', (value) => {
    expect(() => combine(value, [])).toThrow(RangeError);
  });
});

describe('comparables', () => {
  it('are the nearest by brute force, and each price is corrected for size and licence', () => {
    fc.assert(fc.property(market, (others) => {
      const index = indexMarket(others);
      const found = findNeighbours({ ...plain, licenceFactor: 1, effectiveRows: 10_000 }, index);
      // All of them, one by one: the twenty most similar of other sellers in this currency, none of them nearly unlike.
      const cosines = index.cosines(index.weigh(wordsOf(plain.text)));
      const all = index.candidates.map((each, at) => ({ each, similarity: 0.6 * Math.min(1, cosines[at] ?? 0) + (each.category === plain.category ? 0.3 : 0) + (each.licenceCode === plain.licenceCode ? 0.1 : 0) }))
        .filter(({ each, similarity }) => each.sellerId !== 'me' && each.currency === 'EUR' && similarity >= 0.12).toSorted((a, b) => b.similarity - a.similarity);
      expect(found.map((each) => each.similarity)).toEqual(all.slice(0, 20).map(({ similarity }) => similarity));
      for (const each of found) {
        expect(each.sellerId).not.toBe('me');
        expect(each.adjustedMinor).toBeCloseTo(each.priceMinor * (10_000 / each.effectiveRows) ** 0.6 / each.licenceFactor, 4);
      }
    }));
  });

  it('have a weighted median that splits their weight in half', () => {
    fc.assert(fc.property(fc.array(fc.record({ value: fc.integer({ min: -100, max: 100 }), weight: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 20 }), (values) => {
      const repeated = values.flatMap(({ value, weight }) => Array.from({ length: weight }, () => value)).toSorted((a, b) => a - b);
      const middle = (repeated.length - 1) / 2;
      expect(weightedMedian(values)).toBe(((repeated[Math.floor(middle)] ?? 0) + (repeated[Math.ceil(middle)] ?? 0)) / 2);
    }));
    expect(() => weightedMedian([])).toThrow(RangeError);
  });
});

describe('nicePrice', () => {
  it.each([[1, 100], [149, 100], [150, 200], [1_949, 1_900], [2_240, 2_000], [2_250, 2_500], [10_400, 10_000], [52_400, 50_000], [523_456, 520_000], [123_456_700, 120_000_000]])('%d becomes %d', (minor, nice) => {
    expect(nicePrice(minor)).toBe(nice);
  });

  it('never turns a dearer thing into a cheaper one, and is never off by more than a quarter above two units', () => {
    fc.assert(fc.property(fc.integer({ min: 200, max: 1e9 }), fc.nat(1e8), (minor, more) => {
      expect(nicePrice(minor + more)).toBeGreaterThanOrEqual(nicePrice(minor));
      expect(Math.abs(nicePrice(minor) / minor - 1)).toBeLessThanOrEqual(0.25);
    }));
  });
});

describe('newestMoment', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  it.each<[string, readonly { kind: 'date' | 'text'; max: string | null }[], { day: string; ageDays: number } | null]>([
    ['no dates', [{ kind: 'text', max: '2026-01-01' }], null],
    ['the newer of two', [{ kind: 'date', max: '2026-11-20' }, { kind: 'date', max: '2026-11-22 23:59:59' }], { day: '2026-11-22', ageDays: 1 }],
    ['one in the future', [{ kind: 'date', max: '2029-01-01' }, { kind: 'date', max: '2025-11-23' }], { day: '2025-11-23', ageDays: 365 }],
    ['no value', [{ kind: 'date', max: null }], null],
    ['no day', [{ kind: 'date', max: 'soon' }], null],
  ])('of %s', (_, columns, newest) => {
    expect(newestMoment(columns, now)).toEqual(newest);
  });
});
