import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readLabelledRows, type LabelledRows } from '@/lib/datasets';
import { dataOob, knnShapley, levelsOf, lowerGroup, maxLevels, medianReach, softKnnShapley, standardised, thresholdKnnShapley, withOneHot, type LabelledTable } from '@/lib/learning';
import './closed-pipe';
import { failWith, refusalLine } from './refusal-line';

/** `npm run -s value`: what each row of a training table is worth, to a validation table or, with `oob`, to the table itself. Whatever is wrong is one sentence. */
const usageLine = 'Usage: npm run -s value -- --train FILE --validation FILE --label COLUMN --k N --method knn|soft|threshold|oob [--json] (more with --help)';
const help = `Usage: npm run -s value -- --train FILE --validation FILE --label COLUMN --k N --method knn|soft|threshold|oob [--json]
  knn        exact KNN-Shapley; the values add up to the share of right votes among the K nearest
  soft       the same for soft labels; adds up to that share less 1 / classes
  threshold  all rows within a radius vote: [--tau R], else the median distance to the K-th neighbour
  oob        Data-OOB, no validation file needed: [--trees 200] [--seed 1]
Every other column is a feature: numbers, with the Euclidean distance as they stand, and texts, one column for each value of the training file (two rows that differ in one
are 1 apart in it). [--standardise] gives each number the same weight.
Equally distant rows count in the order of the file.`;
const maxWork = 2e10;

const options = readArguments();
const train = await read(options.train, 'train');
const { names, toClass } = classesOf(train.labels);
const isOob = options.method === 'oob';
const validation = isOob ? train : await read(options.validation ?? failWith(`--validation is needed for ${options.method}. ${usageLine}`), 'validation');
const namesOf = ({ names: numbers, categories }: LabelledRows): readonly string[] => [...numbers, ...categories.map((column) => `${column.name} (text)`)];
if (namesOf(validation).join('\n') !== namesOf(train).join('\n')) failWith(`The two files must have the same columns in the same order; training has ${namesOf(train).join(', ')}, validation has ${namesOf(validation).join(', ')}.`);
const levels = train.categories.map(({ name, values: texts }) => levelsOf(texts) ?? failWith(`--train: column ${name} has more than ${maxLevels} different texts, too many to compare rows by: leave it out.`));
if (train.count < 2) failWith('--train: at least two rows are needed.');
if (names.length < 2) failWith(`--label ${options.label}: every row of the training file has the same value, so no row can be told from another.`);
if (!isOob && train.count * validation.count * (train.names.length + levels.flat().length) > maxWork) failWith('The two files together are too large to value row by row: use fewer validation rows.');
if (!isOob && !validation.labels.some((label) => toClass(label) !== -1)) failWith(`--validation: none of its labels occurs in training, which has ${names.slice(0, 10).join(', ')}, so no row could be worth anything to it.`);
const started = performance.now();
const { values, tau } = valueRows();
const sum = values.reduce((total, value) => total + value, 0);
const seconds = Math.round(performance.now() - started) / 1000;
/** Rows, from 1 on, whose label is likely wrong: only Data-OOB is a share of right votes, in which a low group means that. */
const suspects = isOob ? lowerGroup(values).flatMap((isLow, row) => (isLow ? [row + 1] : [])) : [];
if (options.json) console.log(JSON.stringify({ method: options.method, k: isOob ? null : options.k, ...(tau === null ? {} : { tau }), rows: train.count, validationRows: isOob ? 0 : validation.count, classes: names, sum, seconds, ...(isOob ? { suspects } : {}), values: Array.from(values) }));
else for (const [row, value] of values.entries()) console.log(`${String(row + 1).padStart(8)}  ${value}`);

function valueRows(): { readonly values: Float64Array; readonly tau: number | null } {
  const numbers = [plainTable(train), plainTable(validation)] as const;
  const [near, asked] = options.standardise ? standardised(...numbers) : numbers;
  const [rows, against] = [withTexts(near, train), withTexts(asked, validation)];
  const task = { train: rows, validation: against, classCount: names.length };
  switch (options.method) {
    case 'knn': return { values: knnShapley(task, options.k), tau: null };
    case 'soft': return { values: softKnnShapley(task, options.k), tau: null };
    case 'oob': return { values: dataOob(rows, { classCount: names.length, treeCount: options.trees, seed: options.seed }), tau: null };
    case 'threshold': { const tau = options.tau ?? medianReach(task, options.k); return { values: thresholdKnnShapley(task, tau), tau }; }
  }
}

/** Numbers as they are, then the texts. */
function plainTable({ count, features, labels, names: columns }: LabelledRows): LabelledTable {
  return { count, width: columns.length, features, labels: Int32Array.from(labels, toClass) };
}

function withTexts(table: LabelledTable, { categories }: LabelledRows): LabelledTable {
  return { ...table, ...withOneHot(table, categories.map(({ values: texts }, index) => ({ values: texts, levels: levels[index] ?? [] }))) };
}

/** Classes in alphabetical order; one that training doesn't know matches no row. */
function classesOf(labels: readonly string[]): { readonly names: readonly string[]; readonly toClass: (label: string) => number } {
  const known = [...new Set(labels)].toSorted();
  const numbers = new Map(known.map((label, index) => [label, index]));
  return { names: known, toClass: (label) => numbers.get(label) ?? -1 };
}

async function read(path: string, flag: string): Promise<LabelledRows> {
  const rows = await readLabelledRows(path, options.label);
  return rows.ok ? rows.value : failWith(`--${flag} ${path}: ${refusalLine(rows.refusal)}`);
}

function readArguments() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const given = parse({ help: flag, train: text, validation: text, label: text, k: { ...text, default: '10' }, method: { ...text, default: 'knn' }, tau: text, trees: { ...text, default: '200' }, seed: { ...text, default: '1' }, standardise: flag, json: flag } as const);
  if (given.help) {
    console.log(help);
    process.exit(0);
  }
  const whole = (name: 'k' | 'trees' | 'seed', value: string, [min, max]: readonly [number, number]): number => {
    const parsed = z.int().min(min).max(max).safeParse(value.trim() === '' ? Number.NaN : Number(value));
    return parsed.success ? parsed.data : failWith(`--${name} ${value}: a whole number from ${min} to ${max} is needed.`);
  };
  const radius = (value: string): number => {
    const parsed = z.number().nonnegative().safeParse(value.trim() === '' ? Number.NaN : Number(value));
    return parsed.success ? parsed.data : failWith(`--tau ${value}: a number from 0 on is needed.`);
  };
  return {
    train: given.train ?? failWith(`--train is needed. ${usageLine}`), validation: given.validation, label: given.label ?? failWith(`--label is needed. ${usageLine}`),
    method: (['knn', 'soft', 'threshold', 'oob'] as const).find((method) => method === given.method) ?? failWith(`--method ${given.method}: one of knn, soft, threshold, oob.`),
    k: whole('k', given.k, [1, 1_000_000]), trees: whole('trees', given.trees, [1, 10_000]), seed: whole('seed', given.seed, [0, 2 ** 32 - 1]),
    tau: given.tau === undefined ? undefined : radius(given.tau), standardise: given.standardise, json: given.json,
  };
}

function parse<Options extends NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>>(wanted: Options) {
  try {
    return parseArgs({ options: wanted, args: joined(process.argv.slice(2)) }).values;
  } catch {
    return failWith(usageLine);
  }
}

/** `--k -3` is a wrong number and no option of its own: said as such. */
function joined(args: readonly string[]): string[] {
  return args.reduce<string[]>((all, arg) => {
    const before = all.at(-1);
    return before !== undefined && /^--[a-z]+$/.test(before) && /^-\d/.test(arg) ? [...all.slice(0, -1), `${before}=${arg}`] : [...all, arg];
  }, []);
}
