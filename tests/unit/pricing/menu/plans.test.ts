import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlans, type MenuPlan } from '@/lib/pricing/core/menu/check-plans';
import { fairRange } from '@/lib/pricing/core/menu/fair-range';
import { plansToday, quoteChoice, rowsHeld } from '@/lib/pricing/core/menu/quote-choice';

const runs = { numRuns: 1_000 };
const whole = { priceMinor: 100, rowCount: 5_000 };
const plan = (id: string, part: Partial<MenuPlan>): MenuPlan => ({ id, kind: 'ONE_OFF', share: 10_000, term: null, priceMinor: 10, capMinor: null, freeRows: null, ...part });
const anyPlan: fc.Arbitrary<Partial<MenuPlan>> = fc.oneof(
  fc.record({ kind: fc.constant('ONE_OFF' as const), share: fc.integer({ min: 1, max: 10 }).map((tenth) => tenth * 1_000), priceMinor: fc.integer({ min: 1, max: 120 }) }),
  fc.record({ kind: fc.constant('SUBSCRIPTION' as const), share: fc.integer({ min: 1, max: 10 }).map((tenth) => tenth * 1_000), term: fc.constantFrom('MONTH' as const, 'YEAR' as const), priceMinor: fc.integer({ min: 1, max: 120 }) }),
  fc.record({ kind: fc.constant('USAGE' as const), priceMinor: fc.integer({ min: 1, max: 60 }), capMinor: fc.integer({ min: 1, max: 200 }), freeRows: fc.integer({ min: 0, max: 1_000 }) }),
  fc.record({ kind: fc.constant('FREE' as const), share: fc.integer({ min: 1, max: 2 }).map((tenth) => tenth * 1_000), priceMinor: fc.constant(0) }),
);
const menus = fc.array(anyPlan, { minLength: 1, maxLength: 4 }).map((parts) => parts.map((part, index) => plan(String(index), part)));

describe('a menu of several kinds', () => {
  it('greys out exactly the prices that would break it', () => {
    fc.assert(fc.property(menus, fc.integer({ min: 1, max: 200 }), (plans, priceMinor) => {
      fc.pre(plans[0]?.kind !== 'FREE');
      const range = fairRange(plans, '0', { whole, maxMinor: 1_000 });
      const isSound = checkPlans(plans.map((one) => (one.id === '0' ? { ...one, priceMinor } : one)), whole).length === 0;
      expect(isSound).toBe(range !== null && priceMinor >= range.lowMinor && priceMinor <= range.highMinor);
    }), runs);
  });

  it('says what would undercut just above the range, and who would be undercut just below', () => {
    const plans = [plan('third', { share: 3_400, priceMinor: 40 }), plan('sample', { share: 1_000, priceMinor: 15 })];
    const range = fairRange(plans, 'third', { whole, maxMinor: 1_000 });
    expect(range).toMatchObject({ lowMinor: 34, highMinor: 60, above: { id: 'third', cover: ['sample', 'sample', 'sample', 'sample'], coverMinor: 60 }, below: { id: 'whole', cover: ['third', 'third', 'third'], coverMinor: 99 } });
  });

  it.each([
    ['a year dearer than twelve months', [plan('m', { kind: 'SUBSCRIPTION', term: 'MONTH', priceMinor: 5 }), plan('y', { kind: 'SUBSCRIPTION', term: 'YEAR', priceMinor: 61 })], 'y', ['m']],
    ['a month dearer than a year', [plan('m', { kind: 'SUBSCRIPTION', term: 'MONTH', priceMinor: 30 }), plan('y', { kind: 'SUBSCRIPTION', term: 'YEAR', priceMinor: 20 })], 'm', ['y']],
    ['a year dearer than everything for good', [plan('y', { kind: 'SUBSCRIPTION', term: 'YEAR', priceMinor: 101 })], 'y', ['whole']],
    ['a tier dearer than its rows by use', [plan('t', { share: 1_000, priceMinor: 12 }), plan('u', { kind: 'USAGE', priceMinor: 20, capMinor: 100, freeRows: 0 })], 't', ['u']],
    ['the whole dearer than the cap of use', [plan('u', { kind: 'USAGE', priceMinor: 1_000, capMinor: 99, freeRows: 0 })], 'whole', ['u']],
    ['anything paid where the whole is free', [plan('y', { kind: 'SUBSCRIPTION', term: 'YEAR', priceMinor: 1 })], 'y', ['whole']],
    ['rows by use where the whole is free', [plan('y', { kind: 'USAGE', priceMinor: 1, capMinor: 1, freeRows: 0 })], 'y', ['whole']],
    ['a month of some rows dearer than those rows by use, for good', [plan('m', { kind: 'SUBSCRIPTION', share: 1_000, term: 'MONTH', priceMinor: 12 }), plan('u', { kind: 'USAGE', priceMinor: 20, capMinor: 100, freeRows: 0 })], 'm', ['u']],
    ['a year of some rows dearer than those rows by use, for good', [plan('m', { kind: 'SUBSCRIPTION', share: 1_000, term: 'YEAR', priceMinor: 11 }), plan('u', { kind: 'USAGE', priceMinor: 20, capMinor: 100, freeRows: 0 })], 'm', ['u']],
  ] as const)('finds %s', (_, plans, id, cover) => {
    const isFree = id === 'y' && plans.length === 1 && plans[0].priceMinor === 1;
    expect(checkPlans(plans, isFree ? { ...whole, priceMinor: 0 } : whole)).toContainEqual(expect.objectContaining({ id, cover }));
  });

  it('lets a smaller share by the month stand beside the whole for good', () => {
    expect(checkPlans([plan('m', { kind: 'SUBSCRIPTION', term: 'MONTH', priceMinor: 9 }), plan('y', { kind: 'SUBSCRIPTION', term: 'YEAR', priceMinor: 90 }), plan('f', { kind: 'FREE', share: 100, priceMinor: 0 }), plan('r', { kind: 'ON_REQUEST', priceMinor: 0 })], whole)).toEqual([]);
  });

  it('has no plan for which anybody could pay less by another way, whatever the whole costs later', () => {
    fc.assert(fc.property(menus, fc.integer({ min: 1, max: 1_000_000 }), (plans, wholeMinor) => {
      fc.pre(checkPlans(plans.filter((one) => one.kind !== 'USAGE'), whole).length === 0);
      const today = plansToday(plans.filter((one) => one.kind !== 'USAGE').map((one) => ({ ...one, setAtMinor: whole.priceMinor })), wholeMinor);
      expect(checkPlans(today, { ...whole, priceMinor: wholeMinor })).toEqual([]);
    }), runs);
  });
});

describe('rows by use beside tiers', () => {
  it('neither gets around the other, whatever the whole costs and however many rows the table has later', () => {
    fc.assert(fc.property(menus, fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 200_000 }), fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 6 }), (plans, wholeMinor, rowCount, wanted) => {
      const use = plans.find((one) => one.kind === 'USAGE');
      fc.pre(use !== undefined && checkPlans(plans, whole).length === 0);
      const menu = plansToday(plans.map((one) => ({ ...one, setAtMinor: whole.priceMinor })), wholeMinor);
      const today = menu.find((one) => one.id === use?.id);
      const priceOf = (rows: number): number => (today ? quoteChoice(today, { rows, menu, wholeMinor, rowCount })?.listMinor ?? Number.NaN : Number.NaN);
      for (const rows of [...wanted.map((row) => 1 + (row % rowCount)), rowCount]) {
        const [price, free] = [priceOf(rows), today?.freeRows ?? 0];
        for (const tier of [{ held: rowCount, priceMinor: wholeMinor }, ...menu.filter((one) => one.kind === 'ONE_OFF').map((one) => ({ held: rowsHeld({ share: one.share, rowLimit: null }, rowCount), priceMinor: one.priceMinor }))]) {
          if (tier.held >= rows) expect(price).toBeLessThanOrEqual(tier.priceMinor);
          // A tier that has come to hold no more than another costs what the cheaper of them does.
          if (tier.held <= rows && rows > free) expect(price).toBeGreaterThanOrEqual(Math.min(tier.priceMinor, priceAt(menu, { wholeMinor, rowCount }, rows)));
        }
        if (rows > 1) expect(price).toBeGreaterThanOrEqual(priceOf(rows - 1));
      }
    }), { numRuns: 1_000 });
  });
});

/** The cheapest way to have so many rows for good as a tier. */
function priceAt(menu: readonly MenuPlan[], { wholeMinor, rowCount }: { readonly wholeMinor: number; readonly rowCount: number }, rows: number): number {
  return Math.min(wholeMinor, ...menu.filter((one) => one.kind === 'ONE_OFF' && rowsHeld({ share: one.share, rowLimit: null }, rowCount) >= rows).map((one) => one.priceMinor));
}

describe('the price of a choice', () => {
  const menu = [plan('t', { share: 5_000, priceMinor: 60 }), plan('u', { kind: 'USAGE', priceMinor: 30, capMinor: 100, freeRows: 100 })];
  const quote = (id: string, rows: number | null) => { const chosen = menu.find((one) => one.id === id); return chosen ? quoteChoice(chosen, { rows, menu, wholeMinor: 100, rowCount: 5_000 }) : null; };

  it('is the plan’s price, or by the row and never more than a tier that holds as many', () => {
    expect(quote('t', null)).toEqual({ kind: 'ONE_OFF', share: 5_000, rowLimit: null, term: null, listMinor: 60 });
    expect(quote('u', 100)?.listMinor).toBe(0);
    expect(quote('u', 1_100)).toEqual({ kind: 'USAGE', share: 10_000, rowLimit: 1_100, term: null, listMinor: 30 });
    expect(quote('u', 2_500)?.listMinor).toBe(60);
    expect(quote('u', 5_000)?.listMinor).toBe(100);
  });

  it('is none for rows that aren’t there, rows of a plan without, or what is on request', () => {
    expect(quote('u', null)).toBeNull();
    expect(quote('u', 0)).toBeNull();
    expect(quote('u', 5_001)).toBeNull();
    expect(quote('t', 5)).toBeNull();
    expect(quoteChoice(plan('r', { kind: 'ON_REQUEST' }), { rows: null, menu, wholeMinor: 100, rowCount: 5_000 })).toBeNull();
  });

  it('holds rows by number or by share', () => {
    expect(rowsHeld({ share: 1_000, rowLimit: null }, 1_234)).toBe(123);
    expect(rowsHeld({ share: 10_000, rowLimit: 40 }, 30)).toBe(30);
  });
});
