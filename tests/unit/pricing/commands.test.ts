import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabelledTable } from '@/lib/learning';
import type { PriceExplanation } from '@/lib/pricing/schema';
import { seededRandom } from '@/lib/shared/seeded-random';
import { bruteForce, hardUtility, softUtility, thresholdUtility, type Game } from '@/tests/support/shapley-games';

/** `npm run -s price` and `npm run -s value`, as whoever has no server runs them. */
const runFile = promisify(execFile);
let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'commands-')); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };
async function run(script: 'price' | 'value', args: readonly string[]): Promise<Ended> {
  try {
    return { code: 0, ...(await runFile(process.execPath, ['--import', 'tsx', '--conditions=react-server', `scripts/${script}.ts`, ...args])) };
  } catch (error) {
    const { code = -1, stdout = '', stderr = '' } = error as Partial<Ended>;
    return { code, stdout, stderr };
  }
}
/** One after the other: each is a process of its own. */
async function inTurn<Given>(all: readonly Given[], start: (given: Given) => Promise<Ended>): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const given of all) ended.push(await start(given));
  return ended;
}
async function file(name: string, rows: readonly (readonly (string | number)[])[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, rows.map((row) => `${row.join(',')}\n`).join(''));
  return path;
}
/** Exit code 2, one sentence on standard error, nothing on standard output. */
function expectRefused({ code, stdout, stderr }: Ended, says: RegExp): void {
  expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
  expect(stderr).toMatch(says);
}

it('value equals the Shapley value by brute force to 1e-12: numbers and texts, ties, K above the rows, a label that only validation has', async () => {
  const random = seededRandom(7);
  const [kinds, names] = [['x', 'y', 'z'], ['cat', '狗', '7']];
  const rowsOf = (count: number) => Array.from({ length: count }, () => ({ a: Math.floor(random() * 4), kind: Math.floor(random() * 3), label: Math.floor(random() * 3) }));
  const [train, validation] = [rowsOf(8), [...rowsOf(3), { a: 1, kind: 0, label: -1 }]];
  const lines = (rows: typeof train) => [['a', 'kind', 'label'], ...rows.map(({ a, kind, label }) => [a, kinds[kind] ?? '', names[label] ?? 'unheard of'])];
  const given = ['--train', await file('train.csv', lines(train)), '--validation', await file('validation.csv', lines(validation)), '--label', 'label', '--json'];
  // Two rows whose texts differ are 1 apart: each text is a column of its own of 1 / sqrt 2.
  const seen = [...new Set(train.map((row) => row.kind))].toSorted();
  const table = (rows: typeof train): LabelledTable => ({ count: rows.length, width: 1 + seen.length, features: Float64Array.from(rows.flatMap(({ a, kind }) => [a, ...seen.map((level) => (level === kind ? Math.SQRT1_2 : 0))])), labels: Int32Array.from(rows, (row) => row.label) });
  const game: Game = { train: table(train), validation: table(validation), classCount: new Set(train.map((row) => row.label)).size };
  const cases = [['knn', ['--k', '50'], hardUtility(game, 50)], ['soft', ['--k', '2'], softUtility(game, 2)], ['threshold', ['--tau', '1.5'], thresholdUtility(game, 1.5)]] as const;
  const ended = await inTurn(cases, ([method, more]) => run('value', [...given, '--method', method, ...more]));
  for (const [index, [method, more, utility]] of cases.entries()) {
    const { values } = JSON.parse(ended[index]?.stdout ?? '') as { readonly values: readonly number[] };
    const expected = bruteForce(train.length, utility);
    expect(values).toHaveLength(expected.length);
    for (const [row, value] of values.entries()) expect(Math.abs(value - (expected[row] ?? Number.NaN)), `${method} ${more.join(' ')}, row ${row}`).toBeLessThan(1e-12);
  }
}, 60_000);

it('value says in a sentence what is wrong: a K that is none, labels of one class, one that is missing, nothing to compare by', async () => {
  const body = Array.from({ length: 9 }, (_, row) => [row, row % 2 === 0 ? 'u' : 'v']);
  const sound = await file('sound.csv', [['a', 'y'], ...body]);
  const against = (train: string) => ['--train', train, '--validation', sound, '--label', 'y'];
  const cases: readonly [readonly string[], RegExp][] = [
    [[...against(sound), '--k', '-3'], /^--k -3: a whole number from 1/], [['--train', sound, '--label', 'y'], /^--validation is needed for knn/],
    [against(await file('single.csv', [['a', 'y'], ...body.map(([row = 0]) => [row, 'u'])])), /same value/],
    [against(await file('unlabelled.csv', [['a', 'y'], ...body, [9, '']])), /Row 10 has no label/],
    [against(await file('label-alone.csv', [['y'], ...body.map(([, label = '']) => [label])])), /no column beside “y”/],
  ];
  const ended = await inTurn(cases, ([args]) => run('value', args));
  cases.forEach(([, says], index) => { expectRefused(ended[index] ?? { code: -1, stdout: '', stderr: '' }, says); });
}, 120_000);

it('price prints a suggestion whose bars add up, its range and why, and says in a sentence what has none', async () => {
  const rows = (count: number) => Array.from({ length: count }, (_, row) => [row, (row * 7) % 11, `place ${row % 40}`]);
  const refused: readonly [string, RegExp][] = [
    [await file('empty.csv', []), /empty/], [await file('row.csv', [['a', 'b'], [1, 2]]), /One row/], [await file('same.csv', [['a', 'b'], ...Array.from({ length: 20 }, () => ['NaN', 'x'])]), /same value in every row/],
  ];
  const sound = await file('sound-price.csv', [['id', 'depth', 'place'], ...rows(3_000)]);
  const ended = await inTurn([[sound, '--category', 'mobility', '--json'], [sound], ...refused.map(([path]) => [path])], (args) => run('price', args));
  const [json, text] = ended;
  const price = JSON.parse(json?.stdout ?? '') as PriceExplanation;
  expect(price.bars.reduce((sum, bar) => sum + bar.amountMinor, 0)).toBe(price.suggestedMinor);
  expect(price.lowMinor).toBeLessThanOrEqual(price.suggestedMinor);
  expect(price.highMinor).toBeGreaterThanOrEqual(price.suggestedMinor);
  expect(text).toMatchObject({ code: 0, stderr: '' });
  expect(text?.stdout).toMatch(/^suggested +\d+\.\d{2} {2}EUR, range \d+\.\d{2} to \d+\.\d{2}, confidence low/m);
  refused.forEach(([, says], index) => { expectRefused(ended[index + 2] ?? { code: -1, stdout: '', stderr: '' }, says); });
}, 120_000);
