import { z } from 'zod';
import type { Receipt } from '@/lib/audit/schema';
import { signUpInput } from '@/lib/identity/schema';

/** The optional purposes. Everything the exchange must do to serve an order rests on the contract, not on consent. */
export const purposes = ['personalisation', 'market-statistics'] as const;
export type Purpose = (typeof purposes)[number];

/** Asked of each seller by name, and never beside the others: PIPL art. 23. */
export const sharePurpose = 'share-with-seller';
export const limitKinds = ['restriction', 'objection', 'automated-decisions'] as const;
export type LimitKind = (typeof limitKinds)[number];
export const consentDecisions = ['GIVEN', 'REFUSED', 'WITHDRAWN', 'EXPIRED'] as const;

export const recordChoiceInput = z.strictObject({
  /** Signed by the server when the notice was rendered: proves which version was shown. */
  noticeToken: z.string().min(10).max(600),
  choices: z.partialRecord(z.enum(purposes), z.boolean()),
  surface: z.enum(['banner', 'privacy-page', 'sign-up']),
  /** She was asked whether she means it although her browser sends Global Privacy Control. */
  despiteGpc: z.boolean().optional(),
});
export const noticeSurfaces = ['sign-up', 'purchase', 'upload'] as const;
export const showNoticeInput = z.strictObject({ noticeToken: z.string().min(10).max(600), surface: z.enum(noticeSurfaces) });
export type ShowNoticeInput = z.infer<typeof showNoticeInput>;
export type NoticeShownView = { readonly code: string; readonly version: number; readonly locale: string; readonly sha256: string; readonly surface: string; readonly at: string };
export const signUpUnderNoticeInput = signUpInput.extend({ noticeToken: z.string().max(600).optional() });
export type SignUpUnderNoticeInput = z.infer<typeof signUpUnderNoticeInput>;

export type RecordChoiceInput = z.infer<typeof recordChoiceInput>;

export type NoticeView = {
  readonly code: string;
  readonly version: number;
  readonly locale: 'en' | 'zh';
  readonly title: string;
  /** Paragraphs separated by blank lines; plain text. */
  readonly body: string;
  readonly sha256: string;
  readonly publishedAt: string;
  readonly token: string;
};

export type ConsentState = {
  /** False until the person chose under the current notice version: nothing optional may happen and the banner is shown. */
  readonly hasChosen: boolean;
  readonly granted: readonly Purpose[];
  readonly isSuppressedByGpc: boolean;
  readonly noticeVersion: number | null;
  /** What the person said no to beside consent; nothing optional happens while one is open. */
  readonly limits: readonly LimitKind[];
};

export type ConsentRow = {
  readonly id: string;
  readonly choiceId: string;
  readonly recipient: string;
  readonly expiresAt: string | null;
  readonly jurisdiction: string;
  readonly subject: string;
  readonly purpose: string;
  readonly decision: (typeof consentDecisions)[number];
  readonly noticeCode: string;
  readonly noticeVersion: number;
  readonly noticeSha256: string;
  readonly locale: string;
  readonly surface: string;
  readonly hasGpcSignal: boolean;
  readonly isDemo: boolean;
  readonly at: string;
};

export const consentLogInput = z.strictObject({
  purpose: z.enum([...purposes, sharePurpose]).optional(),
  decision: z.enum(consentDecisions).optional(),
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
  /** A pseudonym, as this log shows them. */
  subject: z.string().regex(/^p\d+_[\w-]{22}$/).optional(),
  /** Both days included, UTC. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  cursor: z.string().max(40).optional(),
  size: z.number().int().min(1).max(100).default(50),
});
export type ConsentLogInput = z.infer<typeof consentLogInput>;

/** How many people stand where by their newest decision. */
export type ConsentStanding = { readonly purpose: string; readonly decision: string; readonly count: number; readonly demoCount: number };

export const consentExportInput = consentLogInput.omit({ cursor: true, size: true }).extend({ format: z.enum(['jsonl', 'csv']) });
export type ConsentExportInput = z.infer<typeof consentExportInput>;

export const shareWithSellerInput = z.strictObject({ noticeToken: z.string().min(10).max(600), seller: z.string().min(1).max(120), isGiven: z.boolean() });
export type ShareWithSellerInput = z.infer<typeof shareWithSellerInput>;
export const consentReceiptInput = z.strictObject({ choiceId: z.uuid().optional() });

/** How many people agreed at the end of a day, per purpose and notice version. */
export type ConsentCount = { readonly day: string; readonly purpose: string; readonly noticeVersion: number; readonly given: number };

const noticeText = z.string().trim().max(40_000);
export const saveDraftInput = z.strictObject({ locale: z.enum(['en', 'zh']), title: z.string().trim().max(200), body: noticeText });
export type SaveDraftInput = z.infer<typeof saveDraftInput>;
/** `sha256` of both drafts as they were previewed: what is published is what was read. */
export const publishNoticeInput = z.strictObject({ isMaterial: z.boolean(), sha256: z.strictObject({ en: z.string().length(64), zh: z.string().length(64) }) });
export type PublishNoticeInput = z.infer<typeof publishNoticeInput>;

export type NoticeSummary = { readonly code: string; readonly version: number; readonly isMaterial: boolean; readonly publishedAt: string; readonly locales: readonly { readonly locale: string; readonly title: string; readonly sha256: string }[]; readonly answeredCount: number };
export type DiffPart = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };
export type DraftView = { readonly locale: 'en' | 'zh'; readonly title: string; readonly body: string; readonly sha256: string; readonly isChanged: boolean; readonly updatedAt: string | null; readonly diff: readonly DiffPart[] };
export type StudioView = { readonly newest: number; readonly drafts: readonly DraftView[]; readonly versions: readonly NoticeSummary[]; readonly faults: readonly NoticeFault[] };
export type NoticeFault = { readonly code: 'notice-incomplete' | 'notice-unchanged' | 'notice-says-anonymous'; readonly locale: 'en' | 'zh' };

/** A consent receipt: the record (ISO/IEC TS 27560, DPV), signed, and the proof that its hash stands in the audit log. Checked offline by public/verify-receipt.mjs. */
export type ConsentReceipt = { readonly version: 1; readonly record: Readonly<Record<string, unknown>>; readonly signature: string; readonly verifierKey: string; readonly inclusion: Receipt };
