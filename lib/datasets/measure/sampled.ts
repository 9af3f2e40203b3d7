import type { DuckDBConnection } from '@duckdb/node-api';
import { codeColumn, type CodedColumn } from '../core/find-dependencies';
import type { Column } from './column-summary';
import { quoteName, rowHash } from './sql-text';

/** Rows looked at one by one: at most so many, so many cells and so many bytes of the file; and no fewer than a thousand. */
const [mostRows, mostCells, mostBytes, fewestRows] = [20_000, 600_000, 48 * 1024 * 1024, 1_000];
const shownLength = 200;
/** More columns than these aren't looked at value by value. */
const comparedColumns = 60;
/** Up to so many bytes of rows are gathered by the first scan on its way; more would be held in memory at once. */
const gatheredBytes = 32 * 1024 * 1024;

/** `condition`: which rows; null for all. `isGathered`: the first scan brings them along, which saves a scan of its own. */
export type SamplePlan = { readonly condition: string | null; readonly isGathered: boolean };
export type Sampled = { readonly rowCount: number; readonly columns: readonly CodedColumn[]; readonly values: readonly (readonly (string | null)[])[]; readonly isWhole: boolean };

/**
 * The rows of smallest hash: the same for everyone and every time, a smaller sample contained in a larger one, and copies of a row all in
 * or all out.
 */
export function planSample(columns: readonly Column[], { rowCount, byteSize }: { readonly rowCount: number; readonly byteSize: number }): SamplePlan {
  const rowBytes = byteSize / rowCount;
  const wanted = Math.max(fewestRows, Math.floor(Math.min(mostRows, mostCells / columns.length, mostBytes / rowBytes)));
  if (rowCount <= wanted) return { condition: null, isGathered: false };
  const limit = BigInt(Math.floor((wanted / rowCount) * 2 ** 53)) * 2n ** 11n;
  return { condition: `${rowHash(columns)} <= ${limit}::ubigint`, isGathered: wanted * rowBytes <= gatheredBytes && columns.length <= 40 };
}

/** Reads the relation `sampled`, made from the source when the first scan didn't. */
export async function readSampled(db: DuckDBConnection, columns: readonly Column[], { condition, isGathered }: SamplePlan): Promise<Sampled> {
  // Of a table of few different rows, none may lie below the limit, or all of them.
  if (!isGathered) await db.run(`create temp table sampled as select * from source ${condition === null ? '' : `where ${condition}`} limit ${4 * mostRows}`);
  const shown = columns.slice(0, comparedColumns).map(({ name }) => `left(${quoteName(name)}::varchar, ${shownLength})`).join(', ');
  const read = (await db.runAndReadAll(`select ${shown} from sampled`)).getColumns();
  const values = read.map((column) => column.map((value) => (value === null ? null : String(value))));
  return { rowCount: values[0]?.length ?? 0, values, columns: values.map((column, index) => codeColumn(columns[index]?.name ?? '', column)), isWhole: condition === null };
}
