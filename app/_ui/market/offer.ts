import type { Locale } from '@/lib/shared/locale';
import type { ChoiceInput, MenuView, OwnRequestView } from '@/lib/pricing/schema';
import type { Result } from '@/lib/shared/result';

export type PlaceOrderAction = (input: unknown) => Promise<Result<{ readonly orderId: string; readonly entitlementId: string }>>;

/** What the buyer decides on. */
export type Offer = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly currency: string;
};

export type OfferProps = {
  readonly locale: Locale;
  readonly listing: Offer;
  readonly licence: { readonly name: string; readonly text: string; readonly sha256: string };
  readonly placeOrder: PlaceOrderAction;
  readonly menu: MenuView;
  readonly requestOffer: (input: unknown) => Promise<Result<OwnRequestView>>;
};

/** What is about to be bought. */
export type Chosen = { readonly choice: ChoiceInput; readonly name: string; readonly priceText: string; readonly priceMinor: number; readonly isTerm: boolean; readonly isUpgrade: boolean };
