import { parseArgs } from 'node:util';
import { measureLocalFile, measureLocalRisk, proposeQuasi, type QuasiProposal, type Risk } from '@/lib/datasets';
import type { ColumnProfile } from '@/lib/datasets/schema';
import { failWith, refusalLine } from './refusal-line';

/** `npm run -s profile`: schema, profile and re-identification risk of a file, as the exchange measures it. */
const usage = `Usage: npm run -s profile -- FILE [--quasi a,b,c] [--sensitive d] [--json]
  --quasi      columns somebody else may know of a person; give it several times where a name holds a comma
  --sensitive  the column nobody should learn`;
const { file, isJson, quasi, sensitive } = readArguments();
const measured = await measureLocalFile(file);
if (!measured.ok) failWith(refusalLine(measured.refusal));
const { rowCount, columnCount, distinctRowCount, completeness, columns } = measured.value;
const names = quasi.flatMap((given) => (columns.some((column) => column.name === given) ? [given] : given.split(',').map((name) => name.trim()).filter((name) => name !== '')));
if (quasi.length === 0 && sensitive !== null) failWith('--sensitive needs --quasi: name the columns somebody else may know.');
const risk = quasi.length > 0 ? await measureLocalRisk(file, { quasi: names, sensitive }) : null;
if (risk && !risk.ok) failWith(refusalLine(risk.refusal));
const quasiProposals = proposeQuasi(columns, rowCount);
if (isJson) {
  console.log(JSON.stringify({ ...measured.value, quasiProposals, ...(risk ? { risk: risk.value } : {}) }, null, 2));
} else {
  console.log(`${rowCount} rows (${distinctRowCount} distinct), ${columnCount} columns, ${(completeness * 100).toFixed(1)}% of cells filled`);
  console.table(columns.map(toLine));
  if (risk) printRisk(risk.value);
  else printProposals(quasiProposals);
}

function toLine(column: ColumnProfile) {
  const { name, type, kind, nullCount, distinctCount, min, max, mean } = column;
  return { name, type, kind, missing: nullCount, distinct: distinctCount, min: min?.slice(0, 24) ?? '', max: max?.slice(0, 24) ?? '', mean: mean === null ? '' : Number(mean.toPrecision(5)) };
}

function printProposals(proposals: readonly QuasiProposal[]): void {
  if (proposals.length === 0) return;
  console.log(`Columns that together may single a person out: ${proposals.map(({ column, group }) => `${column} (${group})`).join(', ')}.\nSee how far: --quasi ${proposals.map(({ column }) => column).join(',')}`);
}

function printRisk({ quasi: of, classes, k, uniques, uniqueShare, averageRisk, maximumRisk, shareBelowFive, isHighRisk, sensitive: about }: Risk): void {
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`;
  console.log(`\nRe-identification risk by ${of.join(', ')}: ${isHighRisk ? 'HIGH' : 'not high'}`);
  const lines: (readonly [string, string, string])[] = [
    ['k', String(k), 'everybody is one of at least so many who look alike'], ['classes', String(classes), 'different combinations'], ['uniques', `${uniques} (${percent(uniqueShare)})`, 'rows that are the only one of their kind'],
    ['average risk', percent(averageRisk), 'what an attacker expects who tries all rows (marketer)'], ['maximum risk', percent(maximumRisk), 'for the row that is easiest to find (prosecutor, journalist)'], ['classes below 5', percent(shareBelowFive), 'of the rows are in them'],
  ];
  if (about) {
    lines.push(['distinct l', String(about.distinctL), `different values of ${about.column} in the poorest class`], ['entropy l', about.entropyL.toFixed(3), 'the same, weighted by how even they are'], ['recursive (3, l)', String(about.recursiveL), 'the largest l that holds'],
      ['t', about.t.toFixed(4), `how far a class's ${about.column} is from everybody's`], ...(about.tOrdered === null ? [] : [['t, ordered', about.tOrdered.toFixed(4), 'the same, near values counting as near'] as const]));
  }
  for (const [name, value, meaning] of lines) console.log(`  ${name.padEnd(18)}${value.padEnd(18)}${meaning}`);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, quasi: { type: 'string', multiple: true, default: [] }, sensitive: { type: 'string' } } });
    const [path, ...more] = positionals;
    return path === undefined || more.length > 0 ? failWith(usage) : { file: path, isJson: values.json, quasi: values.quasi, sensitive: values.sensitive ?? null };
  } catch {
    return failWith(usage);
  }
}
