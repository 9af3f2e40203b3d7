import { z } from 'zod';
import type { ListingCard } from '@/lib/catalog/schema';
import { choiceInput, type BundleView, type OwnRequestView, type PlanTerm } from '@/lib/pricing/schema';
import type { Refusal } from '@/lib/shared/refusal';
import { maxAmountMinor } from '@/lib/shared/money';

export const topUpInput = z.strictObject({ amountMinor: z.number().int().min(100).max(maxAmountMinor / 100), idempotencyKey: z.uuid() });
export type TopUpInput = z.infer<typeof topUpInput>;

export const placeOrderInput = z.strictObject({
  listingId: z.uuid(),
  /** The price the buyer saw, what she paid before taken off. A changed price is refused, never charged. */
  quotedMinor: z.number().int().min(0).max(maxAmountMinor),
  /** SHA-256 of the licence text that was shown and accepted. */
  licenceSha256: z.string().regex(/^[0-9a-f]{64}$/),
  idempotencyKey: z.uuid(),
  /** From the menu; nothing chosen is everything, for good. */
  choice: choiceInput.optional(),
});
export type PlaceOrderInput = z.infer<typeof placeOrderInput>;

/** The licence of each part, as it was shown and accepted. */
export const buyBundleInput = z.strictObject({
  bundleId: z.uuid(), quotedMinor: z.int().min(0).max(maxAmountMinor), idempotencyKey: z.uuid(),
  licences: z.array(z.strictObject({ listingId: z.uuid(), licenceSha256: z.string().regex(/^[0-9a-f]{64}$/) })).min(1).max(12),
});
export type BuyBundleInput = z.infer<typeof buyBundleInput>;
/** A bundle for one reader: what of it she lacks and what she pays for that. */
export type BundleOffer = BundleView & { readonly wantedIds: readonly string[]; readonly payMinor: number; readonly isOwn: boolean; readonly isBuyer: boolean; readonly balanceMinor: number };

export const setListedInput = z.strictObject({ listingId: z.uuid(), list: z.enum(['saved', 'cart']), isListed: z.boolean() });
export type SetListedInput = z.infer<typeof setListedInput>;

export const checkOutInput = z.strictObject({ items: z.array(placeOrderInput.omit({ idempotencyKey: true })).min(1).max(200), idempotencyKey: z.uuid() });
export type CheckOutInput = z.infer<typeof checkOutInput>;

export type CheckedOut = { readonly boughtCount: number; readonly refused: readonly { readonly listingId: string; readonly refusal: Refusal }[] };

export type ListedIds = { readonly saved: readonly string[]; readonly cart: readonly string[] };
export type ListCounts = { readonly saved: number; readonly cart: number };
export type CartView = { readonly cards: readonly (ListingCard & { readonly priceMinor: number })[]; readonly goneCount: number; readonly totalMinor: number; readonly balanceMinor: number; readonly currency: string };

export type WalletView = {
  readonly balanceMinor: number;
  readonly currency: string;
  readonly entries: readonly { readonly kind: string; readonly amountMinor: number; readonly reference: string; readonly at: string }[];
};

/** What ends with an account. `holderCount`: people who bought of it, for whom that stays. */
export type Holdings = {
  readonly currency: string; readonly walletMinor: number; readonly sellerBalanceMinor: number; readonly licenceCount: number; readonly holderCount: number;
  readonly subscriptions: readonly { readonly title: string; readonly paidUntil: string }[];
};

export type SubscriptionView = { readonly id: string; readonly state: 'ACTIVE' | 'CANCELLED' | 'ENDED'; readonly term: PlanTerm; readonly priceMinor: number; readonly paidUntil: string; readonly endReason: string };
/** Why is told to the buyer and kept in the log. */
export const refundInput = z.strictObject({ orderId: z.uuid(), reason: z.string().trim().min(10).max(300) });
export type RefundInput = z.infer<typeof refundInput>;

export const subscriptionIdInput = z.strictObject({ subscriptionId: z.uuid() });

/** A line of "My data". */
export type OwnedRow = {
  readonly orderId: string;
  readonly entitlementId: string;
  readonly listingId: string;
  readonly slug: string;
  readonly title: string;
  readonly sellerName: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly licenceCode: string;
  readonly revisionNumber: number;
  readonly fileName: string;
  readonly byteSize: number;
  readonly sha256: string;
  readonly format: string;
  readonly downloadCount: number;
  /** Taken back, or at its end. */
  readonly isRevoked: boolean;
  /** How many rows it holds; null for all of them. A part is delivered as Parquet; size and hash are known once it was made. */
  readonly partRows: number | null;
  /** Columns in which this copy is marked for its buyer alone; none: the exact bytes of the seller. */
  readonly markedColumns: readonly string[];
  /** The end of a term; null: for good. */
  readonly endsAt: string | null;
  readonly subscription: SubscriptionView | null;
  readonly placedAt: string;
  /** When and how much was given back; null: it wasn't. */
  readonly refund: { readonly amountMinor: number; readonly reason: string; readonly at: string } | null;
};

export const orderStatuses = ['PAID', 'REFUNDED'] as const;
export type OrderStatus = (typeof orderStatuses)[number];
/** Of a year that a database has, and the day after it too. */
const day = z.iso.date().refine((value) => value >= '1900-01-01' && value <= '9999-12-30');
export const listAllOrdersInput = z.strictObject({
  status: z.enum(orderStatuses).optional(),
  /** In the title of the dataset or the trading name of its seller. */
  text: z.string().trim().min(1).max(120).refine((value) => !value.includes('\u0000')).optional(),
  /** Her administrative pseudonym; what is none, however long an address can make it, is nobody. */
  buyer: z.string().trim().min(1).max(16_384).transform((value) => value.slice(0, 40)).optional(),
  /** Both days included, UTC. */
  from: day.optional(),
  to: day.optional(),
});
export type ListAllOrdersInput = z.infer<typeof listAllOrdersInput>;

export type AdminOrderRow = {
  readonly id: string;
  readonly buyer: string;
  readonly listingTitle: string;
  readonly sellerName: string;
  readonly priceMinor: number;
  readonly feeMinor: number;
  readonly currency: string;
  readonly status: OrderStatus;
  readonly isDemo: boolean;
  readonly placedAt: string;
  /** Until when it may be given back; null: not any more, or nothing was paid. */
  readonly refundableUntil: string | null;
};

/** `refundableUntil` null: not any more, nothing was paid, or a later order of the same buyer has to go back first. */
export type SaleRow = { readonly id: string; readonly buyer: string; readonly listingTitle: string; readonly priceMinor: number; readonly placedAt: string; readonly refundableUntil: string | null };

export const listSalesInput = z.strictObject({ cursor: z.string().max(80).optional(), size: z.int().min(1).max(100).default(10) });
export type ListSalesInput = z.input<typeof listSalesInput>;

export type SellerEarnings = {
  readonly balanceMinor: number;
  readonly currency: string;
  readonly orderCount: number;
  readonly revenueMinor: number;
  /** Per-seller pseudonyms: the same buyer keeps one with this seller and has another with every other seller. */
  /** Last 12 weeks, oldest first. */
  readonly weeks: readonly WeekOfOrders[];
};

/** What the reader has to do with one listing; the same for a visitor whatever the listing is. */
export type OwnershipView = {
  readonly owned: OwnedRow | null;
  /** How many rows she holds and what she paid for having them for good: upgrades cost the difference. Null when she holds nothing. */
  readonly held: { readonly rows: number; readonly isForGood: boolean; readonly paidMinor: number } | null;
  /** What she asked the seller for, and the answer. */
  readonly request: OwnRequestView | null;
  readonly isOwn: boolean;
  readonly signedIn: boolean;
  /** The reader's wallet; null for who has none. */
  readonly balanceMinor: number | null;
};

/** A week of paid orders; `weekStart`: the day of its Monday. */
export type WeekOfOrders = { readonly weekStart: string; readonly revenueMinor: number; readonly orderCount: number };

/** Paid orders of the whole market; `demo…` is the part of it that was generated. */
export type OrderFigures = {
  readonly orderCount: number;
  readonly revenueMinor: number;
  readonly feeMinor: number;
  readonly demoOrderCount: number;
  readonly demoRevenueMinor: number;
  readonly currency: string;
  readonly feePercent: number;
};

export const orderIdInput = z.strictObject({ orderId: z.uuid() });
export type OrderIdInput = z.infer<typeof orderIdInput>;

export const pinRevisionInput = z.strictObject({ entitlementId: z.uuid(), revisionId: z.uuid().nullable() });
export type PinRevisionInput = z.infer<typeof pinRevisionInput>;

/** What one right reaches; `followedId` is what is received when no revision is named. `soldFrom`: announced and not sold yet. */
export type OwnedRevisions = {
  readonly entitlementId: string;
  readonly pinnedId: string | null;
  readonly followedId: string;
  readonly revisions: readonly {
    readonly id: string; readonly number: number; readonly fileName: string; readonly sha256: string; readonly byteSize: number; readonly createdAt: string; readonly isRetracted: boolean; readonly retractReason: string;
    readonly isBought: boolean; readonly isSold: boolean; readonly soldFrom: string | null; readonly isBreaking: boolean; readonly notes: string;
  }[];
  readonly notices: readonly { readonly id: string; readonly number: number; readonly kind: 'ANNOUNCED' | 'ON_SALE' | 'RETRACTED'; readonly at: string; readonly isSeen: boolean }[];
};
