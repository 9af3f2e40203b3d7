import type { DuckDBConnection } from '@duckdb/node-api';
import { checkSteps, generalisedSelect, informationLoss, type GeneralisationStep } from '../core/privacy/generalise';
import type { Risk } from '../core/risk';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ClassSizes, WhatIf } from '../schema';
import { copyOptions, type OutputFormat } from './copy-options';
import type { MeasureJob } from './job';
import { measureRisk } from './measure-risk';
import { quote, quoteName, unusedName } from './sql-text';
import { listColumns } from './profile-columns';
import { withSource } from './with-source';

/** `sample.path`: where the outcome is written, null for trying only. */
export type GeneraliseJob = MeasureJob & {
  readonly quasi: readonly string[];
  readonly sensitive: string | null;
  readonly steps: readonly GeneralisationStep[];
  /** Rows alike in fewer than so many are left out; 1 leaves none out. */
  readonly suppressBelow: number;
  readonly keyHex: string;
  readonly outputFormat: OutputFormat;
};

const sizeSteps = [1, 2, 5, 10, 20, 50];

export function generaliseTable(job: GeneraliseJob): Promise<Result<WhatIf>> {
  return withSource(job, (db, rowCount) => generalise(db, rowCount, job), { keepsOrder: job.sample.path !== null });
}

async function generalise(db: DuckDBConnection, rowsBefore: number, job: GeneraliseJob): Promise<Result<WhatIf>> {
  const columns = await listColumns(db);
  const checked = checkSteps(columns, job.steps);
  if (!checked.ok) return checked;
  const before = await assess(db, { relation: 'source', rowCount: rowsBefore, job });
  if (!before.ok) return before;
  const dropped = new Set(job.steps.flatMap((step) => (step.kind === 'drop' ? [step.column] : [])));
  const quasi = job.quasi.filter((column) => !dropped.has(column));
  const sensitive = job.sensitive !== null && dropped.has(job.sensitive) ? null : job.sensitive;
  await db.run(`create view generalised as ${generalisedSelect(columns, job.steps, job.keyHex)}`);
  const size = quoteName(unusedName(columns.map((column) => column.name), 'class_size'));
  const isSuppressing = job.suppressBelow > 1 && quasi.length > 0;
  await db.run(isSuppressing
    ? `create view kept as select * exclude (${size}) from (select *, count(*) over (partition by ${quasi.map(quoteName).join(', ')}) as ${size} from generalised) where ${size} >= ${job.suppressBelow}`
    : 'create view kept as select * from generalised');
  const [counts = []] = (await db.runAndReadAll('select count(*)::double from kept')).getRows();
  const rowsAfter = Number(counts[0]);
  if (rowsAfter === 0) return refuse('generalisation-nothing-left');
  const after = await assess(db, { relation: 'kept', rowCount: rowsAfter, job: { quasi, sensitive } });
  if (!after.ok) return after;
  const losses = await lossesOf(db, { columns: columns.map((column) => column.name), dropped, rowsBefore, rowsAfter });
  if (job.sample.path !== null) await db.run(`copy (select * from kept) to ${quote(job.sample.path)} (${copyOptions[job.outputFormat]})`);
  return ok({ before: before.value, after: after.value, rowsBefore, rowsAfter, losses: losses.filter((entry) => entry.loss > 0), loss: losses.reduce((sum, entry) => sum + entry.loss, 0) / losses.length });
}

type Assessed = { readonly risk: Risk | null; readonly sizes: ClassSizes };

async function assess(db: DuckDBConnection, { relation, rowCount, job: { quasi, sensitive } }: { readonly relation: string; readonly rowCount: number; readonly job: Pick<GeneraliseJob, 'quasi' | 'sensitive'> }): Promise<Result<Assessed>> {
  if (quasi.length === 0) return ok({ risk: null, sizes: sizeSteps.map((from, index) => ({ from, to: endOf(index), rows: index === sizeSteps.length - 1 ? rowCount : 0 })) });
  const risk = await measureRisk(db, rowCount, { quasi, sensitive, relation });
  if (!risk.ok) return risk;
  const sums = sizeSteps.map((from, index) => { const to = endOf(index); return `coalesce(sum(size) filter (size >= ${from}${to === null ? '' : ` and size <= ${to}`}), 0)::double`; });
  const [row = []] = (await db.runAndReadAll(`select ${sums.join(', ')} from classes`)).getRows();
  return ok({ risk: risk.value, sizes: sizeSteps.map((from, index) => ({ from, to: endOf(index), rows: Number(row[index]) })) });
}

function endOf(index: number): number | null {
  const next = sizeSteps[index + 1];
  return next === undefined ? null : next - 1;
}

async function lossesOf(db: DuckDBConnection, { columns, dropped, rowsBefore, rowsAfter }: { readonly columns: readonly string[]; readonly dropped: ReadonlySet<string>; readonly rowsBefore: number; readonly rowsAfter: number }): Promise<{ column: string; loss: number }[]> {
  const losses: { column: string; loss: number }[] = [];
  for (const column of columns) {
    const entropy = async (relation: string): Promise<number> => Number((await db.runAndReadAll(`select coalesce(entropy(${quoteName(column)}), 0)::double from ${relation}`)).getRows()[0]?.[0] ?? 0);
    const before = await entropy('source');
    const after = dropped.has(column) ? 0 : await entropy('kept');
    losses.push({ column, loss: informationLoss({ entropy: before, rows: rowsBefore }, { entropy: after, rows: rowsAfter }) });
  }
  return losses;
}
