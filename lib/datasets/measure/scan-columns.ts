import type { DuckDBConnection } from '@duckdb/node-api';
import { scannerVersion, startColumnScan } from '../core/personal-data/column-scan';
import type { ColumnFinding, PrivacyScan } from '../schema';
import { quoteName } from './open-table';

type Column = { readonly name: string; readonly type: string };

/** Types whose values can't hold anything to find: the name alone speaks. */
const silent = /^(BOOLEAN|DATE|TIME.*|TIMESTAMP.*|INTERVAL|FLOAT|DOUBLE|DECIMAL.*|U?(TINY|SMALL)INT|BLOB|BIT|UUID)$/;
const whole = /^(U?(BIG|HUGE)INT|U?INTEGER)$/;
const nested = /(\[\d*\]|^(STRUCT|MAP|UNION|VARIANT|JSON).*)$/;

/**
 * Looks for personal data in every row of every column of `source`, and in the names of the columns and of the file. Each distinct value comes once, with the
 * number of its rows, in chunks: nothing is kept but counts and masked examples.
 */
export async function scanColumns(db: DuckDBConnection, { columns, rowCount, fileName }: { readonly columns: readonly Column[]; readonly rowCount: number; readonly fileName: string }): Promise<PrivacyScan> {
  const findings: ColumnFinding[] = [...scanFileName(fileName)];
  for (const column of columns) findings.push(...(await scanColumn(db, column)));
  return { scannerVersion, rowCount, columnCount: columns.length, findings };
}

async function scanColumn(db: DuckDBConnection, { name, type }: Column): Promise<ColumnFinding[]> {
  const scan = startColumnScan(name);
  const column = quoteName(name);
  const [counts = []] = (await db.runAndReadAll(`select count(${column})::double from source`)).getRows();
  if (!silent.test(type)) {
    const text = nested.test(type) ? `to_json(${column})::varchar` : `${column}::varchar`;
    // Fewer than seven digits are no number of a person's.
    const worth = whole.test(type) ? `abs(${column}::hugeint) >= 1000000` : `${column} is not null`;
    const reader = await db.stream(`select v, count(*)::double from (select ${text} as v from source where ${worth}) group by v`);
    for (let chunk = await reader.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await reader.fetchChunk()) {
      const values = chunk.getColumnValues(0);
      const rows = chunk.getColumnValues(1);
      for (let index = 0; index < values.length; index += 1) scan.add(String(values[index]), Number(rows[index]));
    }
  }
  return scan.findings(Number(counts[0]));
}

/** "anna.mueller@example.org.csv" says something before it is opened. */
function scanFileName(fileName: string): ColumnFinding[] {
  const scan = startColumnScan('');
  scan.add(fileName.replace(/(\.gz)?$/i, '').replace(/\.[a-z]+$/i, ''), 1);
  return scan.findings(1).filter((finding) => finding.source === 'value');
}
