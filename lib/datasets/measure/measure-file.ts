import type { DuckDBConnection } from '@duckdb/node-api';
import { ok, type Result } from '@/lib/shared/result';
import type { SampleTable } from '../schema';
import type { Measured, MeasureJob } from './job';
import { quoteName } from './open-table';
import { listColumns, profileColumns } from './profile-columns';
import { withSource } from './with-source';

const sampleRows = 20;
const shownLength = 200;

/** Reads and measures one file. For an upload it runs in a process of its own. */
export function measureFile(job: MeasureJob): Promise<Result<Measured>> {
  return withSource(job, measureTable);
}

async function measureTable(db: DuckDBConnection, rowCount: number): Promise<Result<Measured>> {
  const listed = await listColumns(db);
  const [distinct = []] = (await db.runAndReadAll('select count(distinct hash(*columns(*)))::double from source')).getRows();
  const columns = await profileColumns(db, listed, rowCount);
  const present = columns.reduce((sum, column) => sum + rowCount - column.nullCount, 0);
  return ok({
    rowCount, columnCount: columns.length, distinctRowCount: Number(distinct[0]), completeness: present / (rowCount * columns.length), columns,
    sample: await takeSample(db, listed.map((column) => column.name)),
  });
}

/** The rows of smallest hash: the same for everyone and every time, and a smaller sample is contained in a larger one. */
async function takeSample(db: DuckDBConnection, names: readonly string[]): Promise<SampleTable> {
  const shown = names.map((name) => `left(${quoteName(name)}::varchar, ${shownLength})`).join(', ');
  const rows = (await db.runAndReadAll(`select ${shown} from source order by hash(*columns(*)), ${quoteName(names[0] ?? '')}::varchar limit ${sampleRows}`)).getRows();
  return { columns: names, rows: rows.map((row) => row.map((value) => (value === null ? null : String(value)))) };
}
