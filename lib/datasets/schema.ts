import { z } from 'zod';
import type { Refusal } from '@/lib/shared/refusal';
import type { VisibilityMode } from './privacy/inputs';
import type { Risk } from './core/risk';

export const fileFormats = ['CSV', 'TSV', 'JSON', 'NDJSON', 'PARQUET', 'XLSX', 'ZIP'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What kind of values a column holds, coarser than DuckDB's types: decides which statistics make sense. */
export type ColumnKind = 'number' | 'text' | 'category' | 'date' | 'boolean' | 'geo' | 'nested' | 'id' | 'constant' | 'empty';

/** Equal-width bins for numbers and dates (both ends as text; of whole numbers and days the first and the last in it), the most frequent values for the rest. */
export type Histogram =
  | { readonly kind: 'bins'; readonly bins: readonly { readonly from: string; readonly to: string; readonly count: number }[] }
  | { readonly kind: 'values'; readonly values: readonly { readonly value: string; readonly count: number }[]; readonly otherCount: number }
  | { readonly kind: 'none' };

export type ColumnProfile = {
  readonly name: string;
  /** DuckDB's type, e.g. BIGINT, VARCHAR, STRUCT(...). */
  readonly type: string;
  readonly kind: ColumnKind;
  readonly nullCount: number;
  /** Exact up to 1 million rows, otherwise HyperLogLog's estimate. */
  readonly distinctCount: number;
  readonly isDistinctExact: boolean;
  readonly min: string | null;
  readonly max: string | null;
  readonly mean: number | null;
  readonly stddev: number | null;
  /** p25, p50, p75 of numbers and dates, as text. */
  readonly quartiles: readonly [string, string, string] | null;
  readonly histogram: Histogram;
  /** Filled cells among the rows that differ from all others; missing where only exact copies were told. */
  readonly distinctFilledCount?: number;
  /** The earlier column that it repeats cell by cell. */
  readonly repeats?: string;
  /** What was measured from 2026-11-25 on; older profiles have none. */
  readonly detail?: ColumnDetail;
};

/** What values mean, beyond their type. */
export type SemanticType =
  | 'email' | 'phone' | 'url' | 'ip' | 'uuid' | 'identifier' | 'country' | 'currency' | 'language' | 'postcode' | 'date' | 'moment' | 'time' | 'year' | 'latitude' | 'longitude' | 'coordinate'
  | 'percentage' | 'money' | 'colour' | 'iban' | 'payment-card' | 'number-as-text' | 'json' | 'duration';

export type ColumnDetail = {
  /** What most values mean, and the share of distinct sampled values that agree. */
  readonly semantic: { readonly type: SemanticType; readonly share: number } | null;
  /** 5th and 95th percentile of numbers and dates, as text. */
  readonly tails: readonly [string, string] | null;
  readonly topValues: readonly { readonly value: string; readonly count: number }[];
  /** The counts of top values are scaled up from a sample. */
  readonly isTopEstimated: boolean;
  /** Characters of text. */
  readonly lengths: { readonly min: number; readonly mean: number; readonly max: number } | null;
  /** Days from the first date to the last. */
  readonly spanDays: number | null;
  /** NaN and infinities: left out of every statistic. */
  readonly nonFiniteCount: number;
  /** Empty text and white space alone. */
  readonly blankCount: number;
  /** "N/A", "unknown", "-" and their like. */
  readonly placeholderCount: number;
  /** Cells that hold a marker of "nothing is known" and were read as empty, so that the others are numbers or dates: among the column's empty ones. Absent where there are none. */
  readonly readAsEmpty?: { readonly count: number; readonly markers: readonly string[] };
  /** White space before or after. */
  readonly paddedCount: number;
  /** Text that a spreadsheet would take for a formula; absent where an older version measured, none where it isn't told. */
  readonly formulaCount?: number;
  /** How text is written, where it comes in forms: shares of sampled values. */
  readonly forms: readonly { readonly form: string; readonly share: number }[];
};

/** What holds between columns and rows. */
export type TableProfile = {
  /** Rows that a hash chose; equal to all of them up to some thousand. What follows from them is marked as estimated. */
  readonly sampledRows: number;
  readonly isSampled: boolean;
  /** Rows with at least one missing cell. */
  readonly incompleteRows: number;
  /** Copies to the last cell, the first of each not counted. */
  readonly exactDuplicates: number;
  /** Further rows that differ from another only in case, spaces, punctuation or the seventh digit, identifiers left aside. */
  readonly nearDuplicates: number;
  readonly keys: readonly { readonly columns: readonly string[]; readonly isExact: boolean }[];
  readonly dependencies: readonly { readonly from: string; readonly to: string; /** Rows that break it. */ readonly violations: number; readonly isExact: boolean; readonly isMutual: boolean }[];
  readonly frequency: { readonly column: string; readonly observed: UpdateFrequency; /** The middle gap between days that occur. */ readonly gapDays: number; readonly newest: string } | null;
};

export const updateFrequencies = ['continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular', 'once'] as const;
export type UpdateFrequency = (typeof updateFrequencies)[number];

/** At most 20 rows, each value as short text (null stays null), the same for everyone. */
export type SampleTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] };

/** The published sample: `rowCount` rows can be questioned, `rows` of them (all but in very wide tables) are here as short text. */
export type PublishedSampleView = {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rowCount: number;
  readonly rows: readonly (readonly (string | null)[])[];
};

/** What is done to a file, in this order. */
export const measureStages = ['waiting', 'reading', 'columns', 'sample', 'distributions', 'rows', 'table', 'privacy', 'rules'] as const;
export type MeasureStage = (typeof measureStages)[number];

/** `share`: of the whole, 0 to 1. */
export type MeasurementView =
  | { readonly state: 'measuring'; readonly fileName: string; readonly stage: MeasureStage; readonly share: number }
  | { readonly state: 'ready' }
  | { readonly state: 'refused'; readonly fileName: string; readonly refusal: Refusal }
  | { readonly state: 'stopped'; readonly fileName: string };

export type RevisionView = {
  readonly id: string;
  readonly datasetId: string;
  readonly number: number;
  readonly status: 'MEASURING' | 'READY' | 'REFUSED';
  readonly format: FileFormat;
  readonly fileName: string;
  readonly byteSize: number;
  readonly sha256: string;
  readonly rowCount: number | null;
  readonly columnCount: number | null;
  readonly distinctRowCount: number | null;
  /** Share of cells that are not null, 0 to 1. */
  readonly completeness: number | null;
  readonly refusalCode: string | null;
  readonly createdAt: string;
};

export type ProfileView = {
  readonly revision: RevisionView;
  readonly columns: readonly ColumnProfile[];
  readonly sample: SampleTable;
};

const ruleColumn = z.string().min(1).max(500);
const bound = z.string().trim().min(1).max(40);

/** What a seller promises of every revision. Bounds are numbers or days as text. */
export const qualityRuleInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-null'), column: ruleColumn }),
  z.strictObject({ kind: z.literal('range'), column: ruleColumn, min: bound.nullable(), max: bound.nullable() }).refine((rule) => rule.min !== null || rule.max !== null),
  z.strictObject({ kind: z.literal('regex'), column: ruleColumn, pattern: z.string().min(1).max(500) }),
  z.strictObject({ kind: z.literal('unique'), columns: z.array(ruleColumn).min(1).max(10) }),
  z.strictObject({ kind: z.literal('foreign-key'), column: ruleColumn, datasetId: z.uuid(), targetColumn: ruleColumn }),
]);
export type QualityRule = z.infer<typeof qualityRuleInput>;

/** `failing` rows of `outOf`; null when the rule can't be checked, with the reason. */
export type RuleResult = { readonly id: string; readonly rule: QualityRule; readonly failing: number | null; readonly outOf: number; readonly fault: 'column-unknown' | 'bound-not-readable' | 'pattern-broken' | 'target-missing' | null };

export const qualityDimensions = ['completeness', 'uniqueness', 'consistency', 'accuracy', 'currentness', 'precision', 'traceability', 'understandability', 'credibility'] as const;
export type QualityDimension = (typeof qualityDimensions)[number];
export type QualityGrade = 'A' | 'B' | 'C' | 'D' | 'E';

export const qualityChecks = [
  'missing-cells', 'incomplete-rows', 'exact-duplicates', 'near-duplicates', 'mixed-forms', 'padded-cells', 'broken-dependencies', 'non-finite', 'unfitting-values', 'impossible-dates',
  'range-rules', 'age', 'newest-date', 'constant-columns', 'text-numbers', 'row-key', 'row-time', 'source-named', 'source-linked', 'telling-names', 'naming-style', 'described', 'columns-described', 'sentinel-values', 'rules-kept', 'rules-declared',
] as const;
export type QualityCheckCode = (typeof qualityChecks)[number];

/** One piece of evidence: how many of what fail, where most, and what that makes of 0 to 1. */
export type QualityCheck = {
  readonly code: QualityCheckCode;
  readonly unit: 'rows' | 'cells' | 'columns' | 'rules' | 'facts' | 'days';
  readonly failing: number;
  readonly outOf: number;
  /** The failing are scaled up from a sample. */
  readonly isEstimated: boolean;
  readonly columns: readonly { readonly name: string; readonly failing: number }[];
  /** Of what `newest-date` tells: the day. */
  readonly newest?: string;
  readonly score: number;
  readonly weight: number;
};

export type DimensionScore = {
  readonly dimension: QualityDimension;
  readonly score: number;
  readonly weight: number;
  /** False: nothing in the data or the listing says anything about it; it counts for nothing in the grade. */
  readonly isMeasured: boolean;
  readonly checks: readonly QualityCheck[];
  /** What the checks alone come to, where so few rows tell that the score stays below it. */
  readonly heldBack?: { readonly rows: number; readonly from: number };
};

export type Quality = { readonly formula: string; readonly score: number; readonly grade: QualityGrade; readonly dimensions: readonly DimensionScore[] };

export type QualityHistory = readonly { readonly number: number; readonly score: number; readonly grade: QualityGrade; readonly createdAt: string }[];

/** A grade with what it rests on. `isWithheld`: rows are about people, so everybody sees scores and no counts. */
export type QualityView = {
  readonly quality: Quality;
  readonly gradedAt: string;
  readonly history: QualityHistory;
  readonly table: TableProfile;
  readonly rules: readonly RuleResult[];
  readonly declaredFrequency: UpdateFrequency | null;
  readonly isWithheld: boolean;
};

export const declareRuleInput = z.strictObject({ revisionId: z.uuid(), rule: qualityRuleInput });
export const removeRuleInput = z.strictObject({ revisionId: z.uuid(), ruleId: z.uuid() });
export const declareFrequencyInput = z.strictObject({ revisionId: z.uuid(), frequency: z.enum(updateFrequencies).nullable() });
export type DeclareRuleInput = z.infer<typeof declareRuleInput>;
export type RemoveRuleInput = z.infer<typeof removeRuleInput>;
export type DeclareFrequencyInput = z.infer<typeof declareFrequencyInput>;

/** Without control characters: a name is shown, logged and sent in a header. */
export const fileNameInput = z.string().trim().min(1).max(200).regex(/^\P{Cc}*$/u);
export const revisionIdInput = z.uuid();

/** Personal data found in one column: counts and masked examples, never a value. */
export type ColumnFinding = {
  /** Empty for the file's name. */
  readonly column: string;
  readonly entity: string;
  readonly category: 'direct' | 'quasi' | 'special';
  /** What spoke for it: the values, the column's name, or both. */
  readonly source: 'value' | 'name' | 'both';
  /** Rows whose cell holds it, and their share of the filled cells. */
  readonly count: number;
  readonly share: number;
  readonly confidence: number;
  /** False: single cells only, told but not held against the column. */
  readonly isFlagged: boolean;
  readonly examples: readonly string[];
};

export type PrivacyScan = { readonly scannerVersion: string; readonly rowCount: number; readonly columnCount: number; readonly findings: readonly ColumnFinding[] };

/** Made of hex digits only: an upload's id is a file's name. */
export const uploadIdInput = z.string().regex(/^[0-9a-f]{32}$/);

/** One file, or several that make one dataset. */
export const finishUploadInput = z.strictObject({
  files: z.array(z.strictObject({ uploadId: uploadIdInput, fileName: fileNameInput })).min(1).max(100),
  datasetId: z.uuid().optional(),
});
export type FinishUploadInput = z.output<typeof finishUploadInput>;

export { describeColumnsInput, maxColumnsAtOnce, maxDescriptionLength, maxUnitLength, type DescribeColumnsInput, type DictionaryChange, type DictionaryEntry, type OwnDictionary, type OwnDictionaryRow } from './dictionary/schema';
export { readDictionaryText, type ReadEntry } from './core/dictionary/read-dictionary-text';
export { describedColumns } from './core/dictionary/described-columns';
export { decodeText } from './core/dictionary/decode-text';
export { inParts } from './core/dictionary/in-parts';
export {
  answerApprovalInput, chooseQuasiInput, chooseVisibilityInput, collectionKinds, decideFindingInput, generaliseInput, lawfulBases, noticeKinds, provenanceInput, requestApprovalInput,
  type AnswerApprovalInput, type ChooseQuasiInput, type ChooseVisibilityInput, type DecideFindingInput, type FindingVerdict, type GeneraliseInput, type LawfulBasis, type RequestApprovalInput,
  type VisibilityChoice, type VisibilityMode,
} from './privacy/inputs';
export type { GeneralisationStep } from './core/privacy/generalise';
export type { Risk } from './core/risk';

export type FindingView = ColumnFinding & { readonly id: string; readonly verdict: 'OPEN' | 'CONFIRMED' | 'REJECTED'; readonly reason: string; readonly decidedAt: string | null };
export type ApprovalView = { readonly id: string; readonly lawfulBasis: string; readonly noticeGiven: string; readonly collection: string; readonly territories: readonly string[]; readonly statement: string; readonly state: 'OPEN' | 'APPROVED' | 'REFUSED'; readonly answer: string; readonly requestedAt: string; readonly answeredAt: string | null };

/** For the seller and the administrator: everything that was found and answered. */
export type PrivacyReportView = {
  readonly revisionId: string; readonly scannerVersion: string; readonly columnCount: number; readonly scannedAt: string; readonly isAboutPeople: boolean;
  readonly proposedQuasi: readonly string[]; readonly quasi: readonly string[]; readonly sensitive: string | null; readonly risk: Risk | null; readonly epsilon: number | null; readonly findings: readonly FindingView[];
  /** Findings the seller has to answer yet. */
  readonly openCount: number;
  /** Why an administrator has to approve; empty when she hasn't. */
  readonly reasons: readonly ('personal-data' | 'high-risk')[];
  readonly approval: ApprovalView | null;
};
export type OwnPrivacy = { readonly report: PrivacyReportView; readonly columns: readonly { readonly name: string; readonly type: string; readonly kind: ColumnKind; readonly mode: VisibilityMode; readonly isChosen: boolean }[]; readonly minTopCount: number; readonly fileName: string; readonly number: number };

/** For everybody. */
export type PublicPrivacy = {
  readonly scannerVersion: string; readonly scannedAt: string; readonly columnCount: number; readonly kinds: readonly string[]; readonly strayCount: number; readonly rejectedCount: number; readonly isAboutPeople: boolean;
  readonly unshownCount: number; readonly epsilon: number | null; readonly lawfulBasis: string | null; readonly provenance: { readonly notice: string; readonly collection: string; readonly territories: readonly string[] } | null; readonly approvedAt: string | null;
  readonly risk: { readonly k: number; readonly rows: number; readonly uniqueShare: number; readonly averageRisk: number; readonly maximumRisk: number; readonly shareBelowFive: number; readonly isHighRisk: boolean; readonly quasiCount: number } | null;
};
export type ClassSizes = readonly { readonly from: number; readonly to: number | null; readonly rows: number }[];
export type WhatIf = {
  readonly before: { readonly risk: Risk | null; readonly sizes: ClassSizes }; readonly after: { readonly risk: Risk | null; readonly sizes: ClassSizes };
  readonly rowsBefore: number; readonly rowsAfter: number; readonly losses: readonly { readonly column: string; readonly loss: number }[]; readonly loss: number;
};
/** A question to an administrator that was refused, for its seller. */
export type RefusedApproval = { readonly revisionId: string; readonly dataset: string; readonly answer: string; readonly listing: { readonly id: string; readonly title: string; readonly status: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN' } | null };
export type ApprovalRequestView = { readonly approval: ApprovalView; readonly dataset: string; readonly fileName: string; readonly number: number; readonly rowCount: number; readonly sellerName: string; readonly sellerPseudonym: string; readonly report: PrivacyReportView };
export type SchemaChange = { readonly kind: 'added' | 'removed' | 'type' | 'now-empty' | 'order' | 'format'; readonly name: string; readonly from: string; readonly to: string; readonly isBreaking: boolean };

/** One column before and after. `psi` is null where there is too little to say (fewer than 500 values on either side) or nothing to compare. */
export type ColumnShift = {
  readonly name: string; readonly psi: number | null; readonly threshold: number | null; readonly hasDrifted: boolean;
  readonly emptyBefore: number; readonly emptyAfter: number; readonly meanBefore: number | null; readonly meanAfter: number | null; readonly distinctBefore: number; readonly distinctAfter: number;
};

/** Two revisions of one dataset compared, by number. `changed` is null where no key tells the rows apart. */
export type RevisionDiff = {
  readonly from: number; readonly to: number; readonly keyNames: readonly string[]; readonly keyState: 'unique' | 'repeated' | 'missing' | 'none';
  readonly changes: readonly SchemaChange[]; readonly isBreaking: boolean;
  readonly rows: { readonly before: number; readonly after: number; readonly added: number; readonly removed: number; readonly changed: number | null; readonly changedCells: readonly { readonly name: string; readonly count: number }[] };
  readonly columns: readonly ColumnShift[];
};

/** What a dataset is worth for somebody's own labelled file: aggregates to the percent, none of a single row. */
export type TableScoreView = {
  readonly accuracy: number; readonly baseline: number; readonly helpfulShare: number; readonly totalValue: number;
  readonly columns: readonly string[]; readonly trainRows: number; readonly validationRows: number;
  /** Whose rows it was compared with: the published sample's, or those the asker owns. */
  readonly basis: 'sample' | 'owned';
};
/** The largest file that is scored. */
export const maxValidationBytes = 5 * 1024 * 1024;
export { nameLabelInput, type NameLabelInput, type NoiseFault, type NoiseView } from './noise/schema';
