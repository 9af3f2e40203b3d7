import { z } from 'zod';

export const fileFormats = ['CSV', 'TSV', 'JSON', 'NDJSON', 'PARQUET', 'XLSX', 'ZIP'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What kind of values a column holds, coarser than DuckDB's types: decides which statistics make sense. */
export type ColumnKind = 'number' | 'text' | 'category' | 'date' | 'boolean' | 'geo' | 'nested' | 'id' | 'constant' | 'empty';

/** Equal-width bins for numbers and dates (lower edge as text), the most frequent values for the rest. */
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
};

/** At most 20 rows, each value as short text (null stays null), the same for everyone. */
export type SampleTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] };

/** The published sample: `rowCount` rows can be questioned, `rows` of them (all but in very wide tables) are here as short text. */
export type PublishedSampleView = {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rowCount: number;
  readonly rows: readonly (readonly (string | null)[])[];
};

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
