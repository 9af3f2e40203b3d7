import { ok, refuse, type Result } from '@/lib/shared/result';

/** Demo credit is not money: a wallet holds 10,000.00 of it at most. */
export const maxBalanceMinor = 1_000_000;

/** Whole minor units. */
export function decideTopUp(balanceMinor: number, amountMinor: number): Result<{ readonly amountMinor: number }> {
  const isWithin = amountMinor > 0 && balanceMinor + amountMinor <= maxBalanceMinor;
  return isWithin ? ok({ amountMinor }) : refuse('amount-out-of-range', { field: 'amountMinor', params: { maxMinor: Math.max(0, maxBalanceMinor - balanceMinor) } });
}
