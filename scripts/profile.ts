import { parseArgs } from 'node:util';
import { gradeQuality, measureLocalFile, measureLocalRisk, proposeQuasi, type QuasiProposal } from '@/lib/datasets';
import './closed-pipe';
import { printColumns, printTable } from './profile/print-columns';
import { printFindings } from './profile/print-findings';
import { printQuality } from './profile/print-quality';
import { printRisk } from './profile/print-risk';
import { failWith, refusalLine } from './refusal-line';

/** `npm run -s profile`: schema, profile, quality, personal data and re-identification risk of a file, as the exchange measures it. */
const usage = `Usage: npm run -s profile -- FILE [--quasi a,b,c] [--sensitive d] [--json]
  --quasi      columns somebody else may know of a person; give it several times where a name holds a comma
  --sensitive  the column nobody should learn`;
// What reads the output may have read enough: a closed pipe is no fault.
process.stdout.on('error', () => process.exit(0));
const { file, isJson, quasi, sensitive } = readArguments();
const measured = await measureLocalFile(file);
if (!measured.ok) failWith(refusalLine(measured.refusal));
const { rowCount, columnCount, distinctRowCount, completeness, columns, table, sample, privacy } = measured.value;
const names = quasi.flatMap((given) => (columns.some((column) => column.name === given) ? [given] : given.split(',').map((name) => name.trim()).filter((name) => name !== '')));
if (quasi.length === 0 && sensitive !== null) failWith('--sensitive needs --quasi: name the columns somebody else may know.');
const asked = quasi.length > 0 ? await measureLocalRisk(file, { quasi: names, sensitive }) : null;
if (asked && !asked.ok) failWith(refusalLine(asked.refusal));
const quasiProposals = proposeQuasi(columns, rowCount);
const now = new Date().toISOString();
const quality = gradeQuality({ rowCount, columns, table, rules: [], listing: null, dictionary: [], declaredFrequency: null, uploadedAt: now, at: now });
const { findings } = privacy.scan;
// Nobody named columns: where rows are about people, the risk by those that suggest themselves.
const found = asked?.ok === true ? asked.value : privacy.risk;
if (isJson) {
  const figures = { rowCount, columnCount, distinctRowCount, completeness };
  const risk = found && { ...found, distinctL: found.sensitive?.distinctL ?? null, t: found.sensitive?.t ?? null };
  const schema = columns.map(({ name, type, kind, detail }) => ({ name, type, kind, semantic: detail?.semantic?.type ?? null }));
  console.log(JSON.stringify({ ...figures, schema, profile: { ...figures, columns, table }, columns, quality, findings, quasiProposals, risk, sample }, null, 2));
} else {
  console.log(`${rowCount} rows (${distinctRowCount} distinct), ${columnCount} columns, ${(completeness * 100).toFixed(1)}% of cells filled`);
  printColumns(columns);
  printTable(table, rowCount);
  printQuality(quality);
  printFindings(findings);
  if (found) printRisk(found);
  if (!asked) printProposals(quasiProposals);
}

function printProposals(proposals: readonly QuasiProposal[]): void {
  if (proposals.length === 0) return;
  console.log(`Columns that together may single a person out: ${proposals.map(({ column, group }) => `${column} (${group})`).join(', ')}.\nSee how far: --quasi ${proposals.map(({ column }) => column).join(',')}`);
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
