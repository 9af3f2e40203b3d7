import type { DuckDBConnection } from '@duckdb/node-api';
import { ok, type Result } from '@/lib/shared/result';
import { unshownColumns } from '../core/privacy/visibility';
import type { Measured, MeasureJob } from './job';
import { measureLikeness } from './likeness';
import { listColumns, profileColumns } from './profile-columns';
import { measurePrivacy } from './measure-privacy';
import { writeSample } from './write-sample';
import { withSource } from './with-source';

/** Reads and measures one file. For an upload it runs in a process of its own. */
export function measureFile(job: MeasureJob): Promise<Result<Measured>> {
  return withSource(job, (db, rowCount) => measureTable(db, rowCount, job));
}

const profileRows = 20;

async function measureTable(db: DuckDBConnection, rowCount: number, { sample: wish, fileName }: MeasureJob): Promise<Result<Measured>> {
  const listed = await listColumns(db);
  const [distinct = []] = (await db.runAndReadAll('select count(distinct hash(*columns(*)))::double from source')).getRows();
  const distinctRowCount = Number(distinct[0]);
  const { alikeRowCount, columns } = await measureLikeness(db, await profileColumns(db, listed, rowCount), { rowCount, distinctRowCount });
  const present = columns.reduce((sum, column) => sum + rowCount - column.nullCount, 0);
  const privacy = await measurePrivacy(db, { columns, rowCount, fileName: fileName ?? '' });
  // What was found is in no sample before the seller has looked at it.
  const hidden = [...new Set([...wish.hidden, ...unshownColumns(privacy.scan.findings, {})])];
  const { content, isWritten } = await writeSample(db, { columns: listed, rowCount, wish: { ...wish, hidden } });
  return ok({
    rowCount, columnCount: columns.length, distinctRowCount, alikeRowCount, completeness: present / (rowCount * columns.length), columns,
    sample: { columns: content.columns.map((column) => column.name), rows: content.rows.slice(0, profileRows) },
    published: isWritten ? content : null, privacy,
  });
}
