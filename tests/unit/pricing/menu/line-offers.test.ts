import { describe, expect, it } from 'vitest';
import type { MenuPlan } from '@/lib/pricing/core/menu/check-plans';
import { isMore, lineOffers, offerLine } from '@/lib/pricing/core/menu/line-offers';

const plan = (id: string, part: Partial<MenuPlan>): MenuPlan => ({ id, kind: 'ONE_OFF', share: 10_000, term: null, priceMinor: 10, capMinor: null, freeRows: null, ...part });
const menu = { wholeMinor: 1_000, rowCount: 500, plans: [plan('tenth', { share: 1_000, priceMinor: 200 }), plan('month', { kind: 'SUBSCRIPTION', term: 'MONTH', priceMinor: 90 }), plan('use', { kind: 'USAGE', priceMinor: 5_000, capMinor: 1_000, freeRows: 0 }), plan('ask', { kind: 'ON_REQUEST', priceMinor: 0 })] };

describe('a menu as one reader sees it', () => {
  it('is the list price for who holds nothing', () => {
    expect(lineOffers(menu, null, 40).map(({ id, rows, priceMinor, isHeld }) => [id, rows, priceMinor, isHeld])).toEqual([['whole', 500, 1_000, false], ['tenth', 50, 200, false], ['month', 500, 90, false], ['use', 40, 200, false], ['ask', 500, 1_000, false]]);
  });

  it('takes off what was paid, and says what would give nothing more', () => {
    const held = { rows: 50, isForGood: true, paidMinor: 200 };
    expect(lineOffers(menu, held, 40).map(({ id, priceMinor, isHeld }) => [id, priceMinor, isHeld])).toEqual([['whole', 800, false], ['tenth', 0, true], ['month', 90, true], ['use', 0, true], ['ask', 800, false]]);
  });

  it('is one line to ask by where there is no price, held or not', () => {
    for (const held of [null, { rows: 500, isForGood: true, paidMinor: 200 }]) expect(lineOffers({ ...menu, wholeMinor: null }, held, 40)).toEqual([{ id: 'whole', kind: 'ON_REQUEST', rows: 500, term: null, listMinor: 0, priceMinor: 0, isHeld: false }]);
  });

  it('has the offer to her class for everything: whole, for the difference where she holds a part, never above the public price, and not where she holds all of it', () => {
    const price = (held: Parameters<typeof offerLine>[1], offerMinor = 600, wholeMinor: number | null = 1_000) => offerLine({ ...menu, wholeMinor }, held, offerMinor)?.priceMinor;
    expect([price(null), price({ rows: 5, isForGood: true, paidMinor: 0 }), price({ rows: 50, isForGood: true, paidMinor: 200 }), price({ rows: 50, isForGood: true, paidMinor: 700 })]).toEqual([600, 600, 400, 0]);
    expect([price({ rows: 500, isForGood: false, paidMinor: 0 }), price(null, 2_000), price(null, 2_000, null)]).toEqual([600, 1_000, 2_000]);
    expect(price({ rows: 500, isForGood: true, paidMinor: 1_000 })).toBeUndefined();
  });

  it('leaves out use without a sound number of rows', () => {
    expect(lineOffers(menu, null, 0).some((line) => line.id === 'use')).toBe(false);
    expect(lineOffers(menu, null, 501).some((line) => line.id === 'use')).toBe(false);
  });

  it.each([
    [{ rows: 5, isForGood: true }, { rows: 6, isForGood: true }, true], [{ rows: 5, isForGood: true }, { rows: 5, isForGood: true }, false], [{ rows: 5, isForGood: true }, { rows: 9, isForGood: false }, false],
    [{ rows: 5, isForGood: false }, { rows: 5, isForGood: true }, true], [{ rows: 5, isForGood: false }, { rows: 4, isForGood: true }, false], [{ rows: 5, isForGood: false }, { rows: 9, isForGood: false }, false],
  ])('%j, offered %j: more is %s', (held, offered, expected) => { expect(isMore(held, offered)).toBe(expected); });
});
