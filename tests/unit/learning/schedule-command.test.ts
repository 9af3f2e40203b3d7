import { execFile, spawn, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ratesOf } from '@/lib/learning';
import { scheduleSpec } from '@/lib/learning/schema';

const command = [process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/schedule.ts']] as const;
const run = (...given: readonly string[]) => spawnSync(command[0], [...command[1], ...given], { encoding: 'utf8' });
const runAll = promisify(execFile);

const kinds = [
  ['constant', [], { rate: 0.1 }],
  ['step', ['--step-size', '4', '--gamma', '0.5'], { rate: 0.1, stepSize: 4, gamma: 0.5 }],
  ['multistep', ['--milestones', '3,9', '--gamma', '0.2'], { rate: 0.1, milestones: [3, 9], gamma: 0.2 }],
  ['exponential', ['--gamma', '0.9'], { rate: 0.1, gamma: 0.9 }],
  ['polynomial', ['--power', '2'], { rate: 0.1, steps: 12, power: 2 }],
  ['cosine', ['--t-max', '6', '--min-rate', '0.01'], { rate: 0.1, tMax: 6, minRate: 0.01 }],
  ['warmup', ['--warmup-steps', '5'], { rate: 0.1, warmupSteps: 5 }],
  ['cosine-restarts', ['--t-0', '2', '--t-mult', '2'], { rate: 0.1, t0: 2, tMult: 2 }],
  ['one-cycle', ['--max-rate', '0.4'], { maxRate: 0.4, steps: 12 }],
] as const;

it('schedule prints step and rate of each kind for machines, and the same for people', async () => {
  const printed = await Promise.all(kinds.map(([kind, given]) => runAll(command[0], [...command[1], kind, '--steps', '12', '--rate', '0.1', ...given, '--json'])));
  for (const [index, [kind, , spec]] of kinds.entries()) expect(JSON.parse(printed[index]?.stdout ?? ''), kind).toEqual(ratesOf(scheduleSpec.parse({ kind, ...spec }), 12).map((rate, step) => ({ step, rate })));
  const lines = run('cosine', '--steps', '12', '--rate', '0.1').stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.trim().split(/\s+/).map(Number))).toEqual(ratesOf(scheduleSpec.parse({ kind: 'cosine', rate: 0.1, tMax: 12 }), 12).map((rate, step) => [step, rate]));
}, 120_000);

it('schedule -- plateau follows the losses it is given: after two bad ones the rate falls', () => {
  const { stdout } = run('plateau', '--steps', '5', '--rate', '0.1', '--gamma', '0.5', '--patience', '1', '--losses', '1,1,1,1,1', '--json');
  expect(JSON.parse(stdout)).toEqual([0.1, 0.1, 0.1, 0.05, 0.05].map((rate, step) => ({ step, rate })));
});

it.each([
  [['nope', '--steps', '5', '--rate', '1'], 'There is no schedule "nope".'], [['step', '--steps', '5', '--rate', '1', '--step-size', '0'], 'stepSize: '], [['exponential', '--steps', '5', '--rate', '1', '--gamma', 'NaN'], 'gamma: '], [[], 'Usage: '],
])('schedule -- %j is refused in a sentence, with exit code 2 and nothing on standard output', (given, sentence) => {
  const { status, stderr, stdout } = run(...given);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr.startsWith(sentence)).toBe(true);
});

it('a reader that has seen enough ends it without a word', async () => {
  const child = spawn(command[0], [...command[1], 'constant', '--steps', '1000000', '--rate', '0.1'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => { complaint += chunk.toString(); });
  child.stdout.once('data', () => { child.stdout.destroy(); });
  const code = await new Promise((resolve) => { child.once('close', resolve); });
  expect([code, complaint]).toEqual([0, '']);
});
