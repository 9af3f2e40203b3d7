import { z } from 'zod';
import { maxAmountMinor } from '@/lib/shared/money';
import type { MenuPlan } from './core/menu/check-plans';

export const planTerms = ['MONTH', 'YEAR'] as const;
export const buyerClasses = ['ACADEMIC', 'NON_PROFIT', 'PUBLIC_BODY', 'START_UP', 'COMPANY'] as const;
export type BuyerClass = (typeof buyerClasses)[number];
/** A menu one can survey. */
export const maxPlans = 8;

/** Hundredths of a percent of the rows. */
const share = z.int().min(1).max(10_000);
const amount = z.int().min(1).max(maxAmountMinor);
const planInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ONE_OFF'), share: share.max(9_999), priceMinor: amount }),
  z.strictObject({ kind: z.literal('SUBSCRIPTION'), share, term: z.enum(planTerms), priceMinor: amount }),
  z.strictObject({ kind: z.literal('USAGE'), priceMinor: amount, capMinor: amount, freeRows: z.int().min(0).max(1_000_000_000) }),
  z.strictObject({ kind: z.literal('FREE'), share: share.max(5_000) }),
  z.strictObject({ kind: z.literal('ON_REQUEST') }),
]);
export type PlanInput = z.infer<typeof planInput>;

/** What its editor saw when she began: another menu or another price of the whole meanwhile is no basis for what she typed. */
const seenMenu = z.strictObject({ wholeMinor: z.int().min(0).max(maxAmountMinor), planIds: z.array(z.uuid()).max(maxPlans) });
export const saveMenuInput = z.strictObject({ listingId: z.uuid(), plans: z.array(planInput).max(maxPlans), seen: seenMenu.optional() });
export type SaveMenuInput = z.infer<typeof saveMenuInput>;

/** What one chooses from a menu: everything for good, a plan (with how many rows, by use), or the offer made to one's class. */
export const choiceInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole') }),
  z.strictObject({ kind: z.literal('plan'), planId: z.uuid(), rows: z.int().min(1).max(1e12).nullable().default(null) }),
  z.strictObject({ kind: z.literal('offer'), offerId: z.uuid() }),
]);
export type ChoiceInput = z.infer<typeof choiceInput>;

/** A line of the menu at today's prices. `rowCount`: how many rows it holds; null by use. */
export type PlanView = MenuPlan & { readonly rowCount: number | null };
/** `wholeMinor` null: everything is on request, and nothing has a price. */
export type MenuView = { readonly plans: readonly PlanView[]; readonly wholeMinor: number | null; readonly rowCount: number; readonly currency: string };

export const requestOfferInput = z.strictObject({ listingId: z.uuid(), buyerClass: z.enum(buyerClasses), need: z.string().trim().min(10).max(1_000).refine((text) => !text.includes('\u0000')) });
export type RequestOfferInput = z.infer<typeof requestOfferInput>;
const reason = z.string().trim().min(10).max(500).refine((text) => !text.includes('\u0000'));
export const answerRequestsInput = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('OFFER'), listingId: z.uuid(), buyerClass: z.enum(buyerClasses), priceMinor: z.int().min(0).max(maxAmountMinor), days: z.int().min(1).max(365), reason }),
  z.strictObject({ answer: z.literal('DECLINE'), listingId: z.uuid(), buyerClass: z.enum(buyerClasses), reason }),
]);
export type AnswerRequestsInput = z.infer<typeof answerRequestsInput>;

/** What a buyer has asked for and what the seller said to everybody of her class. */
export type OwnRequestView = {
  readonly buyerClass: BuyerClass;
  readonly state: 'OPEN' | 'OFFERED' | 'DECLINED';
  readonly answer: string;
  readonly offer: { readonly offerId: string; readonly priceMinor: number; readonly reason: string; readonly endsAt: string } | null;
};

/** Requests as the seller sees them: by class, without a name. */
export type ClassRequests = {
  readonly buyerClass: BuyerClass;
  readonly openCount: number;
  readonly needs: readonly { readonly need: string; readonly at: string }[];
  readonly offer: { readonly priceMinor: number; readonly reason: string; readonly endsAt: string } | null;
};

/** Questions for a price that the seller has not answered, of one listing. */
export type WaitingRequests = { readonly listingId: string; readonly openCount: number };
