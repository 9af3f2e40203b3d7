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
  ] as const)('finds %s', (_, plans, id, cover) => {
    const isFree = id === 'y' && plans.length === 1 && plans[0]?.priceMinor === 1;
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
