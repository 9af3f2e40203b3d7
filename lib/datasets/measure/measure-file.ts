import type { DuckDBConnection } from '@duckdb/node-api';
import { stat } from 'node:fs/promises';
import { ok, type Result } from '@/lib/shared/result';
import { unshownColumns } from '../core/privacy/visibility';
import { checkRules } from './check-rules';
import type { Column } from './column-summary';
import type { Measured, MeasureJob, SampleWish } from './job';
import { measureLikeness } from './likeness';
import { measurePrivacy } from './measure-privacy';
import { profileTable } from './profile-table';
import { watchProgress, type ReportProgress } from './progress';
import { quoteName, rowHash } from './sql-text';
import { withSource } from './with-source';
import { writeSample } from './write-sample';
import { writeTable } from './write-table';

const [sampleRows, shownLength] = [20, 200];

/** Reads and measures one file. For an upload it runs in a process of its own. */
export function measureFile(job: MeasureJob, report: ReportProgress = () => undefined): Promise<Result<Measured>> {
  report({ stage: 'reading', share: null });
  return withSource(job, (db, rowCount) => measureTable(db, rowCount, { job, report }));
}

async function measureTable(db: DuckDBConnection, rowCount: number, { job, report }: { readonly job: MeasureJob; readonly report: ReportProgress }): Promise<Result<Measured>> {
  const { sampledRows, ...profile } = await profileTable(db, rowCount, { byteSize: (await stat(job.path)).size, report });
  const kept = job.tablePath === undefined ? null : await watchProgress(db, report, 'table', () => writeTable(db, { path: job.tablePath ?? '', columns: profile.columns }));
  await keepAsTable(db);
  const alike = await measureLikeness(db, profile.columns, { rowCount, distinctRowCount: profile.distinctRowCount });
  const privacy = await watchProgress(db, report, 'privacy', () => measurePrivacy(db, { columns: profile.columns, rowCount, fileName: job.fileName ?? '' }));
  // What was found is in no sample before the seller has looked at it.
  const hidden = [...new Set([...job.sample.hidden, ...unshownColumns(privacy.scan.findings, {})])];
  const from = sampledRows >= sampleRows || sampledRows === rowCount ? 'sampled' as const : 'source' as const;
  const rules = await watchProgress(db, report, 'rules', () => checkRules(db, job.rules ?? [], { columns: profile.columns, rowCount }));
  return ok({ ...profile, ...alike, privacy, rules, kept, ...(await sampleOf(db, profile.columns, { rowCount, wish: { ...job.sample, hidden }, from })) });
}

/** A large text file is read anew by every statement. Where many are to come, reading it once more into a table pays. */
async function keepAsTable(db: DuckDBConnection): Promise<void> {
  const [view] = (await db.runAndReadAll(`select 1 from duckdb_views() where view_name = 'source' and sql ilike '%read_csv(%'`)).getRows();
  if (!view) return;
  await db.run('create table kept as select * from source');
  await db.run('drop view source');
  await db.run('alter table kept rename to source');
}

type Wanted = { readonly rowCount: number; readonly wish: SampleWish; readonly from: 'sampled' | 'source' };

/** For a listing, the first rows of its secret order. For a file of one's own, the rows of smallest hash: the same every time, and at hand. */
async function sampleOf(db: DuckDBConnection, columns: readonly Column[], { rowCount, wish, from }: Wanted): Promise<Pick<Measured, 'sample' | 'published'>> {
  if (wish.path !== null) {
    const { content, isWritten } = await writeSample(db, { columns: columns.map(({ name, type }) => ({ name, type })), rowCount, wish });
    return { sample: { columns: content.columns.map((column) => column.name), rows: content.rows.slice(0, sampleRows) }, published: isWritten ? content : null };
  }
  const visible = columns.filter(({ name }) => !wish.hidden.includes(name));
  if (visible.length === 0) return { sample: { columns: [], rows: [] }, published: null };
  const shown = visible.map(({ name }) => `left(${quoteName(name)}::varchar, ${shownLength})`).join(', ');
  // Which rows, and then what they hold: sorting 2,000 columns of text at once takes more memory than there is.
  const hashes = (await db.runAndReadAll(`select ${rowHash(columns)} as h from ${from} order by h limit ${sampleRows}`)).getRows().map(([hash]) => BigInt(String(hash)));
  const found = (await db.runAndReadAll(`select ${rowHash(columns)}, ${shown} from ${from} where ${rowHash(columns)} <= ${hashes.at(-1) ?? 0n}::ubigint limit ${50 * sampleRows}`)).getRows();
  const rows = found.toSorted((a, b) => (BigInt(String(a[0])) < BigInt(String(b[0])) ? -1 : 1)).slice(0, sampleRows);
  return { sample: { columns: visible.map(({ name }) => name), rows: rows.map((row) => row.slice(1).map((value) => (value === null ? null : String(value)))) }, published: null };
}
