import type { Refusal } from '@/lib/shared/refusal';
import type { Risk } from '../core/risk';
import type { WrittenTable } from './write-table';
import type { ColumnProfile, FileFormat, PrivacyScan, QualityRule, RuleResult, SampleTable, TableProfile } from '../schema';

/** What the measuring process is told, as one line of JSON on its standard input. */
export type MeasureJob = {
  readonly path: string;
  /** As the uploader calls it: names may say something about people. */
  readonly fileName?: string;
  readonly format: FileFormat;
  /** The bytes are a gzip of the format's. */
  readonly isGzip?: boolean;
  /** A folder of its own for spilled data, removed by the parent. */
  readonly scratch: string;
  readonly limits: MeasureLimits;
  readonly sample: SampleWish;
  /** Where the whole table is written as sorted Parquet; absent when nobody keeps it. */
  readonly tablePath?: string;
  /** Types are learnt from every row: a second try, after a row didn't fit what the first ones said. */
  readonly isThorough?: boolean;
  /** Line ends of several systems may stand in one file. */
  readonly isLenient?: boolean;
  /** What the seller promises; checked against all rows. */
  readonly rules?: readonly RuleJob[];
};

/** The values of one column, written to the sample's path. */
export type KeysJob = MeasureJob & { readonly column: string };

/** `keys`: for a foreign key, a Parquet file of the values there are. */
export type RuleJob = { readonly id: string; readonly rule: QualityRule; readonly keys?: string };

/** Which rows and columns of the table anybody may see. `path`: where the child writes them as Parquet; null when nobody asks for them. */
export type SampleWish = { readonly key: string; readonly hidden: readonly string[]; readonly path: string | null };

/** Another prefix of the same order: `rows` of them, or as many as are published when null. */
export type PartJob = MeasureJob & { readonly rows: number | null };

export type MeasureLimits = {
  readonly maxColumns: number;
  readonly maxLineBytes: number;
  readonly maxUnpackedBytes: number;
  readonly maxArchiveFiles: number;
  /** A workbook is read as a whole: what its parts unpack to. */
  readonly maxWorkbookBytes: number;
  readonly memoryMegabytes: number;
};

export const measureLimits: MeasureLimits = { maxColumns: 2_000, maxLineBytes: 1024 * 1024, maxUnpackedBytes: 16 * 1024 ** 3, maxArchiveFiles: 1_000, maxWorkbookBytes: 256 * 1024 ** 2, memoryMegabytes: 1024 };

export type Measured = {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly distinctRowCount: number;
  /** Rows left when those that differ by next to nothing are one; at most the distinct ones. */
  readonly alikeRowCount: number;
  readonly completeness: number;
  readonly columns: readonly ColumnProfile[];
  readonly sample: SampleTable;
  /** What stands in the Parquet file of the sample; null when none was asked for. */
  readonly published: SampleContent | null;
  /** How the kept Parquet was written; null when none was asked for. */
  readonly kept: WrittenTable | null;
  readonly privacy: MeasuredPrivacy;
  readonly table: TableProfile;
  readonly rules: readonly RuleResult[];
};

export type MeasuredPrivacy = { readonly scan: PrivacyScan; readonly isAboutPeople: boolean; readonly proposedQuasi: readonly string[]; readonly sensitive: string | null; readonly risk: Risk | null };

export type SampleContent = { readonly columns: readonly { readonly name: string; readonly type: string }[]; readonly rowCount: number; readonly rows: readonly (readonly (string | null)[])[] };

/** What it answers, as JSON on its standard output. */
export type MeasureAnswer = { readonly ok: true; readonly value: Measured } | { readonly ok: false; readonly refusal: Refusal };
