import { z } from 'zod';
import type { QualityGrade, RevisionDiff, RevisionView, SchemaChange } from '@/lib/datasets/schema';

/** Without a revision: the one the buyer follows. */
export const grantDownloadInput = z.strictObject({ entitlementId: z.uuid(), revisionId: z.uuid().optional() });
export type GrantDownloadInput = z.infer<typeof grantDownloadInput>;
export const downloadTokenInput = z.string().min(20).max(600);

/** A link that works for the same account until `expiresAt` (at most 10 minutes). */
export type DownloadGrant = { readonly path: string; readonly expiresAt: string };

export const maxQuestionLength = 4_000;
export const askSampleInput = z.strictObject({ slug: z.string().min(1).max(200), sql: z.string().trim().min(1).max(maxQuestionLength).refine((text) => !text.includes('\u0000')) });
export type AskSampleInput = z.infer<typeof askSampleInput>;
export { questionLimits as questionBounds, type QuestionAnswer } from './query/job';

const note = (min: number, max: number) => z.string().trim().min(min).max(max).refine((text) => !text.includes('\u0000'));
export const releaseRevisionInput = z.strictObject({
  revisionId: z.uuid(),
  notes: note(0, 2_000),
  /** Columns that tell rows apart; null for the one the exchange proposes, empty to compare whole rows. */
  keyNames: z.array(z.string().min(1).max(500)).max(8).nullable().default(null),
  noticeDays: z.int().min(0).max(180),
});
export type ReleaseRevisionInput = z.infer<typeof releaseRevisionInput>;
export const retractRevisionInput = z.strictObject({ revisionId: z.uuid(), reason: note(10, 500) });
export type RetractRevisionInput = z.infer<typeof retractRevisionInput>;
export const revisionInput = z.strictObject({ revisionId: z.uuid() });

export type ReleasePreview = { readonly changes: readonly SchemaChange[]; readonly proposedKey: readonly string[]; readonly isBreaking: boolean; readonly holderCount: number };
export const chooseMarkingInput = z.strictObject({ listingId: z.uuid(), columns: z.array(z.string().min(1).max(500)).max(20) });
export type ChooseMarkingInput = z.infer<typeof chooseMarkingInput>;
/** Columns that could carry marks, and those that do. */
export type OwnMarking = { readonly markable: readonly string[]; readonly chosen: readonly string[] };

const revisionNumber = z.int().min(1).max(1_000_000);
export const compareReleasedInput = z.strictObject({ slug: z.string().min(1).max(200), from: revisionNumber, to: revisionNumber });
export type CompareReleasedInput = z.infer<typeof compareReleasedInput>;
export const compareOwnInput = z.strictObject({ listingId: z.uuid(), from: revisionNumber, to: revisionNumber, keyNames: z.array(z.string().min(1).max(500)).max(8).nullable().default(null) });
export type CompareOwnInput = z.infer<typeof compareOwnInput>;

/** Two revisions by number, the earlier one first, and which there are to choose from. `diff` is null while nobody has compared their rows. */
export type Comparison = { readonly numbers: readonly number[]; readonly from: number; readonly to: number; readonly changes: readonly SchemaChange[]; readonly diff: RevisionDiff | null };

export type ChangelogEntry = {
  readonly revisionId: string; readonly beforeId: string; readonly number: number; readonly state: 'sold' | 'earlier' | 'announced' | 'retracted'; readonly notes: string; readonly isBreaking: boolean;
  readonly changes: readonly SchemaChange[]; readonly rowCount: number; readonly announcedAt: string; readonly effectiveAt: string; readonly retractReason: string;
};

/** What was sold before anything was released. */
export type FirstRevision = { readonly revisionId: string; readonly number: number; readonly rowCount: number; readonly state: 'sold' | 'earlier' | 'retracted'; readonly retractReason: string };

/** `unreleased`: uploaded and measured, nobody has been promised it. `kept`: the same, and older than what is listed, so it isn't offered for release. */
export type OwnReleases = {
  readonly title: string; readonly slug: string; readonly status: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN'; readonly datasetId: string;
  readonly revisions: readonly (RevisionView & { readonly state: 'unreleased' | 'kept' | 'announced' | 'sold' | 'earlier' | 'retracted'; readonly grade: QualityGrade | null; readonly notes: string; readonly effectiveAt: string | null; readonly retractReason: string })[];
};
