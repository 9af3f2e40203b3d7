import { z } from 'zod';
import type { Receipt } from '@/lib/audit/schema';
import type { Holdings } from '@/lib/orders/schema';

/** What one asks of people; access and erasure happen at once and need nobody. */
export const askableKinds = ['RECTIFICATION', 'RESTRICTION', 'OBJECTION', 'AUTOMATED_DECISIONS'] as const;
export const rightsKinds = ['ACCESS', ...askableKinds, 'ERASURE'] as const;
export type RightsKind = (typeof rightsKinds)[number];
export const rightsStates = ['OPEN', 'GRANTED', 'REFUSED', 'WITHDRAWN'] as const;
export type RightsState = (typeof rightsStates)[number];

export const askRightInput = z.strictObject({ kind: z.enum(askableKinds), statement: z.string().trim().min(10).max(2_000) });
export type AskRightInput = z.infer<typeof askRightInput>;
export const rightsRequestIdInput = z.strictObject({ requestId: z.uuid() });
export type RightsRequestIdInput = z.infer<typeof rightsRequestIdInput>;
/** A refusal needs its reason as much as a grant needs what was done. */
export const answerRightInput = z.strictObject({ requestId: z.uuid(), isGranted: z.boolean(), answer: z.string().trim().min(10).max(2_000) });
export type AnswerRightInput = z.infer<typeof answerRightInput>;
export const rightsQueueInput = z.strictObject({ state: z.enum(rightsStates).optional(), kind: z.enum(rightsKinds).optional(), cursor: z.string().max(80).optional(), size: z.number().int().min(1).max(100).default(50) });
export type RightsQueueInput = z.infer<typeof rightsQueueInput>;
/** The word stands for a decision, not a slip of the finger. */
export const eraseInput = z.strictObject({
  confirmation: z.string().trim().max(20),
  /** What the page said would be given up: anything else is asked again, never taken. */
  walletMinor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), sellerBalanceMinor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), subscriptionCount: z.number().int().min(0).max(100_000),
});
export type EraseInput = z.infer<typeof eraseInput>;
export const exportInput = z.strictObject({ format: z.enum(['json', 'zip']) });
export type ExportInput = z.infer<typeof exportInput>;

/** What a person sees of a request of hers. */
export type OwnRightsRequest = {
  readonly id: string; readonly kind: RightsKind; readonly state: RightsState; readonly statement: string; readonly answer: string;
  readonly openedAt: string; readonly dueAt: string; readonly answeredAt: string | null; readonly isOverdue: boolean;
};
/** What administrators and auditors see: a pseudonym, how old and how urgent; what was written only administrators read. */
export type RightsQueueRow = {
  readonly id: string; readonly person: string; readonly kind: RightsKind; readonly state: RightsState; readonly statement: string | 'erased' | null; readonly answer: string | 'erased' | null;
  readonly openedAt: string; readonly dueAt: string; readonly answeredAt: string | null; readonly ageDays: number; readonly daysLeft: number;
};
export type RightsFigures = { readonly open: number; readonly overdue: number; readonly oldestDays: number; readonly answeredCount: number; readonly medianDays: number | null };
/** What erasing oneself gives up, to be read before it is asked for. */
export type ErasureLosses = Holdings & { readonly listingCount: number; readonly uploadCount: number };
export type Erased = { readonly requestId: string; readonly tombstone: string; /** The receipt goes to her address too, before that goes. */ readonly isMailed: boolean; readonly receipt: Receipt | null };
export type SharedSeller = { readonly slug: string; readonly name: string; readonly isShared: boolean };
export const buyerContactsInput = z.strictObject({ cursor: z.string().regex(/^p\d+_[\w-]{22}$/).optional() });
export type BuyerContact = { readonly buyer: string; readonly email: string; readonly titles: readonly string[] };
export type Sighting = { readonly at: string; readonly action: string; readonly role: string; readonly reason: string };
