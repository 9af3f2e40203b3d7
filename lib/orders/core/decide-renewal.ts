import type { PlanTerm } from '@/lib/pricing/schema';
import { nextTermEnd } from './subscription-term';

export type RenewalFacts = {
  readonly state: 'ACTIVE' | 'CANCELLED' | 'ENDED';
  readonly startedAt: Date; readonly paidUntil: Date; readonly term: PlanTerm; readonly priceMinor: number;
  /** What everything costs for good today, in the subscription's currency; null where that has no price. */ readonly wholeMinor: number | null;
  readonly isOnSale: boolean; /** False for a closed and for an erased account: nobody is there to use it or to cancel it. */ readonly isBuyerActive: boolean; readonly balanceMinor: number; readonly now: Date;
};
export type RenewalDecision =
  | { readonly kind: 'wait' }
  | { readonly kind: 'renew'; readonly until: Date; readonly chargedMinor: number }
  | { readonly kind: 'end'; readonly reason: 'cancelled' | 'account-closed' | 'withdrawn' | 'balance-too-low' };

/** How long before its end a term is renewed, so that nobody who pays stands before a closed door. */
export const renewAheadMs = 3_600_000;

/**
 * What happens to a subscription now: at the price it began with it goes on, or it ends when what is paid is over. Never before. A term never costs more than
 * everything does for good today, so that nobody pays every month for what has become free.
 */
export function decideRenewal({ state, startedAt, paidUntil, term, priceMinor, wholeMinor, isOnSale, isBuyerActive, balanceMinor, now }: RenewalFacts): RenewalDecision {
  if (state === 'ENDED' || paidUntil.getTime() - now.getTime() > renewAheadMs) return { kind: 'wait' };
  const chargedMinor = Math.min(priceMinor, wholeMinor ?? priceMinor);
  const reason = state === 'CANCELLED' ? 'cancelled' : !isBuyerActive ? 'account-closed' : !isOnSale ? 'withdrawn' : balanceMinor < chargedMinor ? 'balance-too-low' : null;
  if (reason === null) return { kind: 'renew', until: nextTermEnd(startedAt, term, { paidUntil, now }), chargedMinor };
  return paidUntil.getTime() <= now.getTime() ? { kind: 'end', reason } : { kind: 'wait' };
}
