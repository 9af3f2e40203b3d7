import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRenewal, type RenewalFacts } from '@/lib/orders/core/decide-renewal';
import { nextTermEnd, termEnd } from '@/lib/orders/core/subscription-term';

const date = (text: string) => new Date(`${text}T10:00:00.000Z`);
const facts: RenewalFacts = { state: 'ACTIVE', startedAt: date('2026-01-31'), paidUntil: date('2026-02-28'), term: 'MONTH', priceMinor: 500, wholeMinor: 9_000, isOnSale: true, isBuyerActive: true, balanceMinor: 500, now: date('2026-02-28') };

describe('the terms of a subscription', () => {
  it.each([
    ['MONTH', '2026-01-31', 1, '2026-02-28'], ['MONTH', '2026-01-31', 2, '2026-03-31'], ['MONTH', '2026-11-25', 2, '2027-01-25'],
    ['YEAR', '2024-02-29', 1, '2025-02-28'], ['YEAR', '2024-02-29', 4, '2028-02-29'],
  ] as const)('%s from %s: number %i ends on %s', (term, start, count, end) => { expect(termEnd(date(start), term, count)).toEqual(date(end)); });

  it('the next one always ends after what is paid and after now, and is at most one term longer', () => {
    fc.assert(fc.property(fc.constantFrom('MONTH' as const, 'YEAR' as const), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 800 }), (term, paidTerms, lateDays) => {
      const paidUntil = termEnd(facts.startedAt, term, paidTerms);
      const now = new Date(paidUntil.getTime() + lateDays * 86_400_000);
      const next = nextTermEnd(facts.startedAt, term, { paidUntil, now });
      expect(next.getTime()).toBeGreaterThan(now.getTime());
      expect(next.getTime() - now.getTime()).toBeLessThanOrEqual((term === 'MONTH' ? 31 : 366) * 86_400_000);
    }), { numRuns: 1_000 });
  });
});

describe('a renewal', () => {
  it.each<[string, Partial<RenewalFacts>, unknown]>([
    ['goes on for a month at its price', {}, { kind: 'renew', until: date('2026-03-31'), chargedMinor: 500 }],
    ['happens up to an hour before the end', { now: new Date(facts.paidUntil.getTime() - 3_600_000) }, { kind: 'renew', until: date('2026-03-31'), chargedMinor: 500 }],
    ['costs nothing where everything has become free, with nothing in the wallet', { wholeMinor: 0, balanceMinor: 0 }, { kind: 'renew', until: date('2026-03-31'), chargedMinor: 0 }],
    ['never costs more than everything for good', { wholeMinor: 300, balanceMinor: 300 }, { kind: 'renew', until: date('2026-03-31'), chargedMinor: 300 }],
    ['goes on at its price where the rest is on request', { wholeMinor: null }, { kind: 'renew', until: date('2026-03-31'), chargedMinor: 500 }],
    ['waits before that', { now: new Date(facts.paidUntil.getTime() - 3_600_001) }, { kind: 'wait' }],
    ['ends when the wallet has a cent too little', { balanceMinor: 499 }, { kind: 'end', reason: 'balance-too-low' }],
    ['gives the wallet until the end of the paid term', { balanceMinor: 0, now: new Date(facts.paidUntil.getTime() - 1) }, { kind: 'wait' }],
    ['ends when it was cancelled, though it could be paid', { state: 'CANCELLED' }, { kind: 'end', reason: 'cancelled' }],
    ['ends with the listing', { isOnSale: false }, { kind: 'end', reason: 'withdrawn' }],
    ['ends with the account, whatever is in its wallet', { isBuyerActive: false }, { kind: 'end', reason: 'account-closed' }],
    ['does nothing to one that has ended', { state: 'ENDED' }, { kind: 'wait' }],
    ['charges one term after three months of silence, not three', { now: date('2026-05-15') }, { kind: 'renew', until: date('2026-05-31'), chargedMinor: 500 }],
  ])('%s', (_, change, expected) => { expect(decideRenewal({ ...facts, ...change })).toEqual(expected); });
});
