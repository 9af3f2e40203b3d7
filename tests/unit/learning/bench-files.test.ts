import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'databourse-bench-files-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
const write = (name: string, text: string | Buffer): string => { writeFileSync(join(folder, name), text); return join(folder, name); };

const head = 'SessionId\tItemId\tTime\n';
const rows = (sessions: number, first = 0): string => Array.from({ length: sessions }, (_, index) => [0, 1, 2].map((step) => `${first + index}\ti${(index + step) % 7}\t${1_000 + (first + index) * 100 + step}\n`).join('')).join('');
const [train, test] = [write('train.tsv', head + rows(40)), write('test.tsv', head + rows(5, 40))];

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };
async function bench(trainPath: string, testPath: string): Promise<Ended> {
  const done = promisify(execFile)(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/bench.ts', 'behaviour', '--json', '--trials', '0', '--train', trainPath, '--test', testPath], { maxBuffer: 1e8 });
  return done.then(({ stdout, stderr }) => ({ code: 0, stdout, stderr }), (error: Ended) => error);
}

describe('a pair of session files given to the benchmark', () => {
  it.each<[string, () => readonly [string, string], RegExp]>([
    ['that is not there', () => [train, join(folder, 'nowhere.tsv')], /^There is no file .*nowhere\.tsv\.$/],
    ['that is a folder', () => { mkdirSync(join(folder, 'sub'), { recursive: true }); return [join(folder, 'sub'), test]; }, /sub.* is not a file\.$/],
    ['that is empty', () => [write('empty.tsv', ''), test], /empty\.tsv, line 1: .*\.$/],
    ['with no more than a head', () => [write('head.tsv', head), test], /^There is no session of two known items to predict/],
    ['without a column of items', () => [write('columns.tsv', 'SessionId\tTime\n1\t2\n'), test], /columns\.tsv, line 1: the columns SessionId, ItemId and Time are needed/],
    ['with letters for a time', () => [write('letters.tsv', `${head}1\ta\t1\n1\tb\tsoon\n`), test], /letters\.tsv, line 3: a session, an item and a time are needed\.$/],
    ['with a time beyond all numbers', () => [write('beyond.tsv', `${head}1\ta\t1e999\n`), test], /beyond\.tsv, line 2: /],
    ['with a row cut off', () => [write('row.tsv', `${head}1\ta\t1\n1\tb\n`), test], /row\.tsv, line 3: 2 cells where the head has 3\.$/],
    ['that is no text', () => [write('binary.tsv', Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 37) % 251 || 1))), test], /binary\.tsv, line \d+: /],
    ['of items that training never saw', () => [train, write('unknown.tsv', `${head}1\tx\t1\n1\ty\t2\n`)], /^There is no session of two known items to predict/],
    ['of sessions with one item', () => [train, write('single.tsv', `${head}1\ti1\t1\n2\ti2\t2\n`)], /^There is no session of two known items to predict/],
  ])('%s is refused in one clear sentence and exit code 2', async (_, files, sentence) => {
    const { code, stdout, stderr } = await bench(...files());
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
    expect(stderr.trim()).toMatch(sentence);
  }, 60_000);

  it.each<[string, () => readonly [string, string]]>([
    ['of one session each', () => [write('one.tsv', `${head}1\ta\t1\n1\tb\t2\n`), write('one-test.tsv', `${head}2\ta\t3\n2\tb\t4\n`)]],
    ['with Windows lines, quotes, commas and other names', () => [write('windows.csv', `\uFEFF"session_id","product_id","timestamp"\r\n${rows(40).replaceAll('\t', ',').replaceAll('\n', '\r\n')}`), test]],
    ['with ids beyond all numbers, and long ones', () => [write('huge.tsv', head + rows(40).replaceAll('\ti', `\t${'9'.repeat(400)}`)), write('huge-test.tsv', head + rows(5, 40).replaceAll('\ti', `\t${'9'.repeat(400)}`))]],
    ['whose clock goes backwards, twice the same moment', () => [write('clock.tsv', head + rows(40).split('\n').toReversed().filter(Boolean).join('\n').replaceAll(/\t\d+$/gm, (cell) => (Number(cell) % 3 === 0 ? '\t1000' : cell))), test]],
    ['with one session of ten thousand items', () => [write('long.tsv', head + rows(40) + Array.from({ length: 10_000 }, (_, index) => `long\ti${index % 7}\t${90_000 + index}\n`).join('')), test]],
  ])('%s is measured', async (_, files) => {
    const { code, stdout, stderr } = await bench(...files());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [suite] = JSON.parse(stdout) as [{ rows: { method: string; hr20: number; mrr20: number }[] }];
    const ours = suite.rows.find((row) => row.method === 'databourse');
    expect(ours?.hr20).toBeGreaterThanOrEqual(0);
    expect(ours?.mrr20).toBeLessThanOrEqual(1);
  }, 120_000);
});
