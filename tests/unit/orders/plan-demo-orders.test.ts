import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planDemoOrders } from '@/lib/orders/core/plan-demo-orders';
import { maxBalanceMinor } from '@/lib/orders/core/decide-top-up';

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const listings = [
  { id: 'a', sellerId: 's', priceMinor: 1_999 },
  { id: 'b', sellerId: 's', priceMinor: 0 },
  { id: 'c', sellerId: 't', priceMinor: maxBalanceMinor },
];

describe('planDemoOrders', () => {
  it('pays for what is bought with whole hundreds before the first order', () => {
    const plan = planDemoOrders([{ buyerId: 'x', listingId: 'a', placedAt: day(9) }, { buyerId: 'x', listingId: 'b', placedAt: day(5) }], listings, 5);
    expect(plan.orders.map((order) => [order.listingId, order.priceMinor, order.sellerMinor, order.feeMinor])).toEqual([['b', 0, 0, 0], ['a', 1_999, 1_899, 100]]);
    expect(plan.topUps).toEqual([{ buyerId: 'x', amountMinor: 10_000, firstOrderAt: day(9) }]);
  });

  it('leaves out second orders, own listings, unknown listings and what a wallet may not hold', () => {
    const plan = planDemoOrders([
      { buyerId: 'x', listingId: 'a', placedAt: day(1) }, { buyerId: 'x', listingId: 'a', placedAt: day(2) },
      { buyerId: 's', listingId: 'a', placedAt: day(3) }, { buyerId: 'x', listingId: '?', placedAt: day(4) }, { buyerId: 'x', listingId: 'c', placedAt: day(5) },
    ], listings, 5);
    expect(plan.orders.map((order) => `${order.buyerId} ${order.listingId}`)).toEqual(['x a']);
  });

  it('never overdraws a wallet, in time order', () => {
    const wish = fc.record({ buyerId: fc.constantFrom('x', 'y', 's'), listingId: fc.constantFrom('a', 'b', 'c', 'd'), placedAt: fc.integer({ min: 2, max: 90 }).map(day) });
    fc.assert(fc.property(fc.array(wish, { maxLength: 40 }), fc.nat(maxBalanceMinor), (wishes, price) => {
      const plan = planDemoOrders(wishes, [...listings, { id: 'd', sellerId: 't', priceMinor: price }], 5);
      for (const buyerId of ['x', 'y', 's']) {
        const moves = [
          ...plan.topUps.filter((topUp) => topUp.buyerId === buyerId).map((topUp) => ({ at: topUp.firstOrderAt, amount: topUp.amountMinor })),
          ...plan.orders.filter((order) => order.buyerId === buyerId).map((order) => ({ at: order.placedAt, amount: -order.priceMinor })),
        ].toSorted((a, b) => a.at.getTime() - b.at.getTime() || b.amount - a.amount);
        let balance = 0;
        for (const move of moves) {
          balance += move.amount;
          expect(balance).toBeGreaterThanOrEqual(0);
          expect(balance).toBeLessThanOrEqual(maxBalanceMinor);
        }
      }
    }));
  });
});
