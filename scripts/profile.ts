import { parseArgs } from 'node:util';
import { measureLocalFile } from '@/lib/datasets';
import type { ColumnProfile } from '@/lib/datasets/schema';
import { failWith, refusalLine } from './refusal-line';

/** `npm run -s profile -- FILE [--json]`: schema and profile of a file, as the exchange measures it. */
const usage = 'Usage: npm run -s profile -- FILE [--json]';
const { file, isJson } = readArguments();
const measured = await measureLocalFile(file);
if (!measured.ok) failWith(refusalLine(measured.refusal));
if (isJson) {
  console.log(JSON.stringify(measured.value, null, 2));
} else {
  const { rowCount, columnCount, distinctRowCount, completeness, columns } = measured.value;
  console.log(`${rowCount} rows (${distinctRowCount} distinct), ${columnCount} columns, ${(completeness * 100).toFixed(1)}% of cells filled`);
  console.table(columns.map(toLine));
}

function toLine(column: ColumnProfile) {
  const { name, type, kind, nullCount, distinctCount, min, max, mean } = column;
  return { name, type, kind, missing: nullCount, distinct: distinctCount, min: min?.slice(0, 24) ?? '', max: max?.slice(0, 24) ?? '', mean: mean === null ? '' : Number(mean.toPrecision(5)) };
}

function readArguments(): { file: string; isJson: boolean } {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
    const [path, ...more] = positionals;
    return path === undefined || more.length > 0 ? failWith(usage) : { file: path, isJson: values.json };
  } catch {
    return failWith(usage);
  }
}
