import { ok, refuse, type Result } from '@/lib/shared/result';

export type RefundFacts = {
  /** Null when there is none, or none of this seller's. */
  readonly order: { readonly status: 'PAID' | 'REFUNDED'; readonly priceMinor: number; readonly feeMinor: number; readonly placedAt: Date } | null;
  /** Nothing of this buyer's for the same dataset was paid after it: an upgrade or a further term is given back first. */
  readonly isNewest: boolean;
  /** What the seller has on her balance. */
  readonly sellerBalanceMinor: number;
  /** False once she erased herself: her wallet was given up with her, and what came into it later would be nobody's. */
  readonly isBuyerThere: boolean;
  readonly windowDays: number;
  readonly now: Date;
};
export type RefundDecision = { readonly kind: 'repeat' } | { readonly kind: 'new'; readonly amountMinor: number; readonly sellerMinor: number; readonly feeMinor: number };

const dayMs = 24 * 60 * 60 * 1000;

/** The end of the window in which an order may be given back. */
export function refundableUntil(placedAt: Date, windowDays: number): Date {
  return new Date(placedAt.getTime() + windowDays * dayMs);
}

/** The same for a list: until when, or null where it can't be any more, nothing was paid, something later has to go back first, or nobody is there to be paid. */
export function refundWindow({ isSuperseded, status, priceMinor, placedAt, buyer }: { readonly isSuperseded: boolean; readonly status: 'PAID' | 'REFUNDED'; readonly priceMinor: bigint; readonly placedAt: Date; readonly buyer: { readonly status: string } }, { windowDays, now }: { readonly windowDays: number; readonly now: Date }): string | null {
  const until = refundableUntil(placedAt, windowDays);
  return !isSuperseded && status === 'PAID' && priceMinor > 0n && buyer.status !== 'ERASED' && now.getTime() <= until.getTime() ? until.toISOString() : null;
}

/**
 * Whether an order is given back, and by whom: the seller returns what she got and the exchange its fee, so sellerMinor + feeMinor = amountMinor, the price
 * to the last cent. An order that was given back already answers as before.
 */
export function decideRefund({ order, isNewest, sellerBalanceMinor, isBuyerThere, windowDays, now }: RefundFacts): Result<RefundDecision> {
  if (!order) return refuse('not-found');
  if (order.status === 'REFUNDED') return ok({ kind: 'repeat' });
  if (order.priceMinor <= 0) return refuse('refund-nothing-paid');
  if (now.getTime() > refundableUntil(order.placedAt, windowDays).getTime()) return refuse('refund-too-late', { params: { days: windowDays } });
  if (!isBuyerThere) return refuse('refund-buyer-gone');
  if (!isNewest) return refuse('refund-superseded');
  const sellerMinor = order.priceMinor - order.feeMinor;
  if (sellerMinor > sellerBalanceMinor) return refuse('refund-not-covered');
  return ok({ kind: 'new', amountMinor: order.priceMinor, sellerMinor, feeMinor: order.feeMinor });
}
