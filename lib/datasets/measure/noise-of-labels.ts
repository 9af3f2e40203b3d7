import { labelNoise } from '@/lib/learning';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { sharedNumericColumns } from '../core/shared-columns';
import type { NoiseFigures } from '../noise/schema';
import type { MeasureJob } from './job';
import { describeTable, readFilledRows } from './labelled-part';

export type NoiseJob = { readonly table: MeasureJob; readonly label: string };

const [minRows, maxRows, maxColumns, maxClasses] = [100, 5_000, 64, 50];

/** How many labels of a table look wrong, from its numeric columns and the rows without gaps. Whole percent leave. */
export async function noiseOfLabels({ table, label }: NoiseJob): Promise<Result<NoiseFigures>> {
  const columns = await describeTable(table);
  if (!columns.ok) return columns;
  const impossible = (reason: 'label' | 'columns' | 'rows' | 'classes') => refuse('scoring-not-possible', { params: { reason } });
  if (!columns.value.some((column) => column.name === label)) return impossible('label');
  const used = sharedNumericColumns(columns.value, columns.value, label).slice(0, maxColumns);
  if (used.length === 0) return impossible('columns');
  const read = await readFilledRows(table, { label, columns: used, limit: maxRows });
  if (!read.ok) return read;
  const { labels, features, count } = read.value;
  const classes = [...new Set(labels)];
  if (classes.length < 2 || classes.length > maxClasses) return impossible('classes');
  if (count < minRows || count < 10 * classes.length) return impossible('rows');
  const numbers = new Map(classes.map((name, index) => [name, index]));
  const { share, oobShare, shapleyShare } = labelNoise({ count, width: used.length, features, labels: Int32Array.from(labels, (name) => numbers.get(name) ?? 0) }, { classCount: classes.length });
  const percent = (exact: number): number => Math.round(exact * 100) / 100;
  return ok({ share: percent(share), oobShare: percent(oobShare), shapleyShare: percent(shapleyShare), rows: count, columnCount: used.length, classCount: classes.length });
}
