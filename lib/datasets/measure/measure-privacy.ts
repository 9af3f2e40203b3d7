import type { DuckDBConnection } from '@duckdb/node-api';
import { maxQuasiColumns } from '../core/check-risk-columns';
import { isAboutPeople, proposeQuasi } from '../core/propose-quasi';
import type { ColumnProfile } from '../schema';
import type { MeasuredPrivacy } from './job';
import { measureRisk } from './measure-risk';
import { scanColumns } from './scan-columns';

type Table = { readonly columns: readonly ColumnProfile[]; readonly rowCount: number; readonly fileName: string };

/** Personal data in all rows and columns; and, where rows are about people, how easily one could be tied to a person by the columns proposed. */
export async function measurePrivacy(db: DuckDBConnection, { columns, rowCount, fileName }: Table): Promise<MeasuredPrivacy> {
  const scan = await scanColumns(db, { columns, rowCount, fileName });
  const named = new Set(scan.findings.filter((finding) => finding.isFlagged && finding.category === 'direct').map((finding) => finding.column));
  // What names a person by itself singles every row out: it has to go anyway, and would hide what the others do.
  const proposals = proposeQuasi(columns.filter((column) => !named.has(column.name)), rowCount).slice(0, maxQuasiColumns);
  const people = isAboutPeople(scan.findings, proposals);
  const quasi = proposals.map((proposal) => proposal.column);
  const sensitive = scan.findings.find((finding) => finding.isFlagged && finding.category === 'special' && !quasi.includes(finding.column) && columns.some((column) => column.name === finding.column))?.column ?? null;
  const risk = people && quasi.length > 0 ? await measureRisk(db, rowCount, { quasi, sensitive }) : null;
  return { scan, isAboutPeople: people, proposedQuasi: quasi, sensitive, risk: risk?.ok ? risk.value : null };
}
