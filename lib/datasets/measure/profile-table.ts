import type { DuckDBConnection } from '@duckdb/node-api';
import { columnDetail } from '../core/column-detail';
import type { Measured } from './job';
import { listReadAsEmpty } from './null-markers';
import { listColumns, scanTable, toColumnProfile, withQuantiles } from './profile-columns';
import { profileRows } from './profile-rows';
import { watchProgress, type ReportProgress } from './progress';
import { planSample, readSampled } from './sampled';
import { scanAgain } from './scan-again';

export type ProfiledTable = Pick<Measured, 'rowCount' | 'columnCount' | 'distinctRowCount' | 'completeness' | 'columns' | 'table'> & { readonly sampledRows: number };

/** Everything about the columns and rows of `source`, in two scans of it and some looks at a sample of its rows, which stays as `sampled`. */
export async function profileTable(db: DuckDBConnection, rowCount: number, { byteSize, report }: { readonly byteSize: number; readonly report: ReportProgress }): Promise<ProfiledTable> {
  const listed = await listColumns(db);
  const plan = planSample(listed, { rowCount, byteSize });
  const first = await watchProgress(db, report, 'columns', () => scanTable(db, listed, { rowCount, plan }));
  const sampled = await watchProgress(db, report, 'sample', () => readSampled(db, listed, plan));
  const scanned = { ...first, facts: await withQuantiles(db, first) };
  const again = await watchProgress(db, report, 'distributions', () => scanAgain(db, scanned.facts, { rowCount, sampled, isExact: scanned.isExact }));
  const table = await watchProgress(db, report, 'rows', () => profileRows(db, scanned.facts, sampled, { rowCount, ...scanned, ...again }));
  const readAsEmpty = await listReadAsEmpty(db);
  const columns = scanned.facts.map((fact, index) => {
    const histogram = again.histograms[index] ?? { kind: 'none' as const };
    const detail = columnDetail(fact, { values: sampled.values[index] ?? [], isWhole: sampled.isWhole, histogram });
    const marks = readAsEmpty.get(fact.name);
    return { ...toColumnProfile(fact, histogram, { rowCount, isExact: scanned.isExact }), detail: marks ? { ...detail, readAsEmpty: marks } : detail };
  });
  const present = scanned.facts.reduce((sum, fact) => sum + fact.presentCount, 0);
  return { rowCount, columnCount: columns.length, distinctRowCount: again.distinctRowCount, completeness: present / (rowCount * columns.length), columns, table, sampledRows: sampled.rowCount };
}
