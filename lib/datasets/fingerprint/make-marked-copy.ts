import { join } from 'node:path';
import type { Db } from '@/lib/db';
import { refuse, type Result } from '@/lib/shared/result';
import { identityOf, type MarkPlan } from '../core/fingerprint/plan-marks';
import { outputFormatOf, outputName } from '../core/output-name';
import { locateTable } from '../locate-table';
import { askChild } from '../measure/ask-child';
import { inTurn } from '../measure/in-turn';
import { measureLimits } from '../measure/job';
import type { MarkJob } from '../measure/mark-table';
import { measureSeconds } from '../measure/run-measurement';
import { withScratch } from '../measure/with-scratch';
import type { ColumnProfile, FileFormat, TableProfile } from '../schema';
import { findMarkable } from '../store';
import { markKey, rightMarkKey } from './mark-keys';

type Wanted = { readonly revisionId: string; readonly entitlementId: string; readonly columns: readonly string[]; /** A part of the rows that was cut already; absent for all of them. */ readonly partPath?: string };
export type MarkedFile = { readonly path: string; readonly fileName: string; readonly plan: MarkPlan };

/** Writes one right's copy of a revision with its marks, as a file that lies there while `use` takes it. */
export async function makeMarkedCopy<Value>(db: Db, { revisionId, entitlementId, columns, partPath }: Wanted, use: (made: MarkedFile) => Promise<Result<Value>>): Promise<Result<Value>> {
  const table = await findMarkable(db, { revisionId });
  if (!table?.profile) return refuse('not-found');
  const profile = table.profile.columns as unknown as ColumnProfile[];
  const known = columns.filter((name) => profile.some((column) => column.name === name));
  const identity = identityOf(known, profile, table.profile.table as unknown as TableProfile | null);
  const format: FileFormat = partPath === undefined ? table.format : 'PARQUET';
  const outputFormat = outputFormatOf(format);
  return withScratch(async (scratch) => {
    const located = partPath === undefined ? await locateTable(table, scratch, { keepsOrder: true }) : { path: partPath, format, isGzip: false };
    const path = join(scratch, 'marked');
    const job: MarkJob = { ...located, scratch, limits: measureLimits, sample: { key: '', hidden: [], path }, columns: known, identity, keyHex: markKey(table.datasetId), rightKeyHex: rightMarkKey(entitlementId), outputFormat };
    const mark = () => askChild<MarkJob, MarkPlan>({ script: 'mark-child', job, seconds: measureSeconds });
    // Who has cut a part has a turn already.
    const plan = await (partPath === undefined ? inTurn(mark) : mark());
    return plan.ok ? use({ path, fileName: outputName(table.fileName, outputFormat), plan: plan.value }) : plan;
  });
}
