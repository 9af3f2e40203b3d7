import { z } from 'zod';

/** The optional purposes. Everything the exchange must do to serve an order rests on the contract, not on consent. */
export const purposes = ['personalisation', 'market-statistics'] as const;
export type Purpose = (typeof purposes)[number];

export const recordChoiceInput = z.strictObject({
  /** Signed by the server when the notice was rendered: proves which version was shown. */
  noticeToken: z.string().min(10).max(600),
  choices: z.partialRecord(z.enum(purposes), z.boolean()),
  surface: z.enum(['banner', 'privacy-page', 'sign-up']),
});
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
};

export type ConsentRow = {
  readonly id: string;
  readonly subject: string;
  readonly purpose: string;
  readonly decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN';
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
  purpose: z.enum(purposes).optional(),
  decision: z.enum(['GIVEN', 'REFUSED', 'WITHDRAWN']).optional(),
  cursor: z.string().max(40).optional(),
  size: z.number().int().min(1).max(100).default(50),
});
export type ConsentLogInput = z.infer<typeof consentLogInput>;

/** How many people stand where by their newest decision. */
export type ConsentStanding = { readonly purpose: string; readonly decision: string; readonly count: number; readonly demoCount: number };
