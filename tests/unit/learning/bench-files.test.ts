import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'databourse-bench-files-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
const write = (name: string, text: string | Buffer): string => { writeFileSync(join(folder, name), text); return join(folder, name); };

const head = 'SessionId\tItemId\tTime\n';
const rows = (sessions: number, first = 0): string => Array.from({ length: sessions }, (_, index) => [0, 1, 2].map((step) => `${first + index}\ti${((first + index) * 5 + step * (1 + ((first + index) % 3))) % 29}\t${1_000 + (first + index) * 100 + step}\n`).join('')).join('');
const [train, test] = [write('train.tsv', head + rows(40)), write('test.tsv', head + rows(15, 40))];

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };
async function bench(trainPath: string, testPath: string): Promise<Ended> {
  const done = promisify(execFile)(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/bench.ts', 'behaviour', '--json', '--trials', '0', '--train', trainPath, '--test', testPath], { maxBuffer: 1e8 });
  return done.then(({ stdout, stderr }) => ({ code: 0, stdout, stderr }), (error: Ended) => error);
}

describe('a pair of session files given to the benchmark', () => {
  it.each<[string, () => readonly [string, string], RegExp]>([
    ['that is not there', () => [train, join(folder, 'nowhere.tsv')], /^There is no file .*nowhere\.tsv\.$/],
    ['that is a folder', () => { mkdirSync(join(folder, 'sub'), { recursive: true }); return [join(folder, 'sub'), test]; }, /sub.* is not a file\.$/],
    ['that is empty', () => [write('empty.tsv', ''), test], /empty\.tsv: the file is empty\.$/],
    ['with no more than a head', () => [write('head.tsv', head), test], /^The training file has no session\.$/],
    ['without a column of items', () => [write('columns.tsv', 'SessionId\tTime\n1\t2\n'), test], /columns\.tsv, line 1: the columns SessionId, ItemId and Time are needed/],
    ['with letters for a time', () => [write('letters.tsv', `${head}1\ta\t1\n1\tb\tsoon\n`), test], /letters\.tsv, line 3: a session, an item and a time are needed\.$/],
    ['with a time beyond all numbers', () => [write('beyond.tsv', `${head}1\ta\t1e999\n`), test], /beyond\.tsv, line 2: /],
    ['with a row cut off', () => [write('row.tsv', `${head}1\ta\t1\n1\tb\n`), test], /row\.tsv, line 3: 2 cells where the head has 3\.$/],
    ['that is no text', () => [write('binary.tsv', Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 37) % 251 || 1))), test], /binary\.tsv, line \d+: /],
    ['of items that training never saw', () => [train, write('unknown.tsv', `${head}1\tx\t1\n1\ty\t2\n`)], /^The test file has no session of two items that the training file knows/],
    ['of sessions with one item', () => [train, write('single.tsv', `${head}1\ti1\t1\n2\ti2\t2\n`)], /^The test file has no session of two items that the training file knows/],
  ])('%s is refused in one clear sentence and exit code 2', async (_, files, sentence) => {
    const { code, stdout, stderr } = await bench(...files());
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
    expect(stderr.trim()).toMatch(sentence);
  }, 60_000);

  type Row = Readonly<Record<string, string | number>>;
  async function measure([trainPath, testPath]: readonly [string, string]): Promise<readonly Row[]> {
    const { code, stdout, stderr } = await bench(trainPath, testPath);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [suite] = JSON.parse(stdout) as [{ rows: Row[] }];
    expect(suite.rows.map((row) => row.method)).toContain('databourse');
    return suite.rows.map(({ method = '', protocol = '', cases = 0, hr20 = -1, mrr20 = -1, ndcg20 = -1 }) => ({ method, protocol, cases, hr20, mrr20, ndcg20 }));
  }

  /** Counted again from the text alone: what most follow the last item, or is most looked at; equal counts by name. */
  function countAgain(trainText: string, testText: string, method: 'popularity' | 'markov'): Row {
    const sessions = (text: string): string[][] => {
      const cells = text.trim().split('\n').slice(1).map((line) => line.split('\t'));
      return [...new Set(cells.map(([id]) => id))].map((id) => cells.filter(([own]) => own === id).toSorted((a, b) => Number(a[2]) - Number(b[2])).map(([, item = '']) => item));
    };
    const learnt = sessions(trainText);
    const followed = learnt.flatMap((items) => items.map((item, place) => [method === 'popularity' ? '' : items[place - 1], item] as const));
    const ranks = sessions(testText).flatMap((items) => {
      const known = items.filter((item) => learnt.flat().includes(item));
      return known.slice(1).map((target, place) => {
        const after = followed.filter(([before]) => before === (method === 'popularity' ? '' : known[place])).map(([, item]) => item);
        const count = (item: string) => after.filter((other) => other === item).length;
        return [...new Set(after)].toSorted((a, b) => count(b) - count(a) || (a < b ? -1 : 1)).slice(0, 20).indexOf(target) + 1;
      });
    });
    const mean = (value: (rank: number) => number) => Math.round(1e4 * ranks.reduce((sum, rank) => sum + (rank > 0 ? value(rank) : 0), 0) / ranks.length) / 1e4;
    return { method, protocol: 'all', cases: ranks.length, hr20: mean(() => 1), mrr20: mean((rank) => 1 / rank) };
  }

  const [trainText, testText] = [head + rows(40), head + rows(15, 40)];
  const lines = (text: string): string[] => text.trim().split('\n').slice(1);
  const swapped = (text: string): string => `Time\tItemId\tSessionId\n${lines(text).map((line) => line.split('\t').toReversed().join('\t')).join('\n')}`;
  let plain: readonly Row[];
  beforeAll(async () => { plain = await measure([train, test]); }, 60_000);

  it.each(['popularity', 'markov'] as const)('has the figures that counting again finds: %s', (method) => {
    const again = countAgain(trainText, testText, method);
    expect(again.hr20).toBeGreaterThan(0);
    expect(again.hr20).toBeLessThan(1);
    expect(plain.find((row) => row.method === method && row.protocol === 'all')).toMatchObject(again);
  });

  it.each<[string, () => readonly [string, string]]>([
    ['with blank lines in it and at its end', () => [write('blank.tsv', `${head}${rows(20)}  \n${rows(20, 20)}\n   `), test]],
    ['with Windows lines, quotes, commas and other names', () => [write('windows.csv', `\uFEFF"session_id","product_id","timestamp"\r\n${rows(40).replaceAll('\t', ',').replaceAll('\n', '\r\n')}`), test]],
    ['with columns and rows in another order, and gzipped', () => [write('swapped.tsv', gzipSync(swapped(`${head}${lines(trainText).toReversed().join('\n')}`))), write('swapped-test.tsv', swapped(testText))]],
    ['with dates for times', () => [write('dates.tsv', head + rows(40).replaceAll(/\d+$/gm, (cell) => new Date(Number(cell) * 1_000).toISOString())), test]],
    ['with ids beyond all numbers, and long ones', () => [write('huge.tsv', head + rows(40).replaceAll('\ti', `\t${'9'.repeat(400)}`)), write('huge-test.tsv', head + rows(15, 40).replaceAll('\ti', `\t${'9'.repeat(400)}`))]],
    ['with items that training never saw among those it did', () => [train, write('some.tsv', head + rows(15, 40).replaceAll('\n', (_, at: number) => `\n40\tnew ${at}\t9999\n`))]],
  ])('%s has the same figures', async (_, files) => {
    expect(await measure(files())).toEqual(plain);
  }, 60_000);

  it.each<[string, () => readonly [string, string], cases: number]>([
    ['of one session each', () => [write('one.tsv', `${head}1\ta\t1\n1\tb\t2\n`), write('one-test.tsv', `${head}2\ta\t3\n2\tb\t4\n`)], 1],
    ['whose clock goes backwards, twice the same moment', () => [write('clock.tsv', head + rows(40).split('\n').toReversed().filter(Boolean).join('\n').replaceAll(/\t\d+$/gm, (cell) => (Number(cell) % 3 === 0 ? '\t1000' : cell))), test], 30],
    ['with one session of ten thousand items', () => [write('long.tsv', head + rows(40) + Array.from({ length: 10_000 }, (_, index) => `long\ti${index % 7}\t${90_000 + index}\n`).join('')), test], 30],
  ])('%s is measured', async (_, files, cases) => {
    for (const row of (await measure(files())).filter(({ protocol }) => protocol === 'all')) expect(row).toMatchObject({ cases, hr20: expect.toSatisfy((value: number) => value >= 0 && value <= 1) });
  }, 120_000);
});
