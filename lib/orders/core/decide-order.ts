import { isMore, priceFor, type Held } from '@/lib/pricing/schema';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { PlaceOrderInput } from '../schema';
import { splitSale } from './split-sale';

export type OrderFacts = {
  readonly buyerId: string;
  /** The order this key already made, whatever it was for. */
  readonly sameKey: { readonly orderId: string; readonly entitlementId: string; readonly listingId: string } | null;
  /** What she may receive of it now; null for nothing. */
  readonly held: Held | null;
  /** What she has paid so far for having it for good. */
  readonly paidMinor: number;
  readonly balanceMinor: number;
  readonly feePercent: number;
  /** Null when there is none or it was never published. */
  readonly listing: {
    readonly sellerId: string;
    readonly status: 'PUBLISHED' | 'WITHDRAWN';
    readonly isOnRequest: boolean;
    /** Whether its price is in the market's currency, in which wallets are. */
    readonly isPayable: boolean;
    /** SHA-256 of the licence's text in each language. */
    readonly licenceHashes: readonly string[];
    /** Why its terms don't cover where and for what she uses data; null where they do. */
    readonly termsRefusal: Refusal | null;
  } | null;
  /** What was chosen, at today's price for who holds nothing; null when it isn't on the menu. */
  readonly quote: (Held & { readonly listMinor: number }) | null;
};

export type OrderDecision =
  | { readonly kind: 'repeat'; readonly orderId: string; readonly entitlementId: string }
  | { readonly kind: 'new'; readonly priceMinor: number; readonly listMinor: number; readonly sellerMinor: number; readonly feeMinor: number };

/**
 * Whether an order is placed, and how its price is divided.
 *
 * The same key answers with the order it made before anything else is looked at, so that a retry is safe even after the
 * price changed or the balance is gone. Who holds a part for good pays the difference to a larger one. Amounts in whole minor units;
 * sellerMinor + feeMinor = priceMinor.
 */
export function decideOrder(facts: OrderFacts, input: PlaceOrderInput): Result<OrderDecision> {
  const { sameKey, listing, quote } = facts;
  if (sameKey) {
    return sameKey.listingId === input.listingId
      ? ok({ kind: 'repeat', orderId: sameKey.orderId, entitlementId: sameKey.entitlementId })
      : refuse('input-invalid', { field: 'idempotencyKey' });
  }
  if (!listing) return refuse('not-found');
  if (facts.held && quote && !isMore(facts.held, quote)) return refuse('already-owned');
  if (listing.status !== 'PUBLISHED') return refuse('listing-not-published');
  if (listing.sellerId === facts.buyerId) return refuse('own-listing');
  if (listing.termsRefusal) return { ok: false, refusal: listing.termsRefusal };
  if (!quote) return refuse(listing.isOnRequest ? 'price-on-request' : 'plan-not-offered');
  if (!listing.isPayable && quote.listMinor > 0) return refuse('price-currency-mixed');
  if (!listing.licenceHashes.includes(input.licenceSha256)) return refuse('licence-not-accepted', { field: 'licenceSha256' });
  const { listMinor } = quote;
  const priceMinor = priceFor(quote, facts.held && { ...facts.held, paidMinor: facts.paidMinor });
  if (input.quotedMinor !== priceMinor) return refuse('price-changed', { params: { priceMinor } });
  if (facts.balanceMinor < priceMinor) return refuse('balance-too-low', { params: { priceMinor, balanceMinor: facts.balanceMinor } });
  return ok({ kind: 'new', priceMinor, listMinor, ...splitSale(priceMinor, facts.feePercent) });
}
