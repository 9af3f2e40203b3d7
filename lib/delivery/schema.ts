import { z } from 'zod';

export const grantDownloadInput = z.strictObject({ entitlementId: z.uuid() });
export const downloadTokenInput = z.string().min(20).max(600);

/** A link that works for the same account until `expiresAt` (at most 10 minutes). */
export type DownloadGrant = { readonly path: string; readonly expiresAt: string };

export const maxQuestionLength = 4_000;
export const askSampleInput = z.strictObject({ slug: z.string().min(1).max(200), sql: z.string().trim().min(1).max(maxQuestionLength).refine((text) => !text.includes('\u0000')) });
export type AskSampleInput = z.infer<typeof askSampleInput>;
export { questionLimits as questionBounds, type QuestionAnswer } from './query/job';
