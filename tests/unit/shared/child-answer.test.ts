import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { childAnswer } from '@/lib/shared/child-answer';

const ask = (script: string, limits: { milliseconds?: number; maxBytes?: number } = {}) => childAnswer(spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'ignore'] }), { job: { a: 1 }, milliseconds: 60_000, maxBytes: 1_000, ...limits });

it.each([
  ['its whole answer', "process.stdin.pipe(process.stdout)", {}, { kind: 'answer', text: '{"a":1}' }],
  ['one that never ends', 'setInterval(() => 0, 1000)', { milliseconds: 300 }, { kind: 'late' }],
  ['one that says too much', "setInterval(() => process.stdout.write('x'.repeat(400)), 1)", {}, { kind: 'too-long' }],
  ['one that fails', 'process.exit(3)', {}, { kind: 'failed' }],
  ['one that fails after a whole answer', "process.stdout.write('{}', () => process.exit(1))", {}, { kind: 'failed' }],
  ['one that is killed', "process.kill(process.pid, 'SIGKILL')", {}, { kind: 'killed' }],
] as const)('the answer of a child: %s', async (_, script, limits, expected) => {
  expect(await ask(script, limits)).toEqual(expected);
});

it('a program that does not exist is an error', async () => {
  await expect(childAnswer(spawn('/no/such/program', { stdio: ['pipe', 'pipe', 'ignore'] }), { job: null, milliseconds: 1_000, maxBytes: 10 })).rejects.toThrow('ENOENT');
});
