import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readWebProcesses } from '@/scripts/serve/web-processes.mjs';

type Said = { readonly pid: number; readonly what: string };
let first: ChildProcess | undefined;
afterEach(() => { first?.kill('SIGKILL'); });

function begin(env: Readonly<Record<string, string>> = {}): { readonly child: ChildProcess; readonly said: Said[] } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'several-entry.mjs')], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
  const said: Said[] = [];
  let rest = '';
  child.stdout?.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) said.push(JSON.parse(line) as Said);
  });
  first = child;
  return { child, said };
}

const patient = { timeout: 15_000, interval: 20 } as const;
const startsOf = (said: readonly Said[]) => said.filter(({ what }) => what.startsWith('jobs'));
/** What it says and what the others say come by different ways. */
const readyOf = async ({ child, said }: ReturnType<typeof begin>): Promise<unknown> => {
  const [message] = await once(child, 'message') as unknown[];
  await vi.waitFor(() => { expect(startsOf(said)).toHaveLength(2); }, patient);
  return message;
};

describe('several server processes behind one port', { timeout: 30_000 }, () => {
  it('are ready together, and one of them works off the jobs', async () => {
    const begun = begin();
    expect(await readyOf(begun)).toBe('ready');
    const { said } = begun;
    expect(said.map(({ what }) => what).toSorted()).toEqual(['jobs off', 'jobs on']);
  });

  it('tell each other that pages have changed, and nobody herself', async () => {
    const begun = begin();
    await readyOf(begun);
    const { said } = begun;
    const [teller, other] = said.map(({ pid }) => pid);
    process.kill(teller ?? 0, 'SIGUSR2');
    await vi.waitFor(() => { expect(said.filter(({ what }) => what === 'forgets').map(({ pid }) => pid)).toEqual([other]); }, patient);
  });

  it('replace one that dies, with the jobs where it had them', async () => {
    const begun = begin();
    await readyOf(begun);
    const { child, said } = begun;
    const worker = said.find(({ what }) => what === 'jobs on');
    process.kill(worker?.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => { expect(startsOf(said)).toHaveLength(3); }, patient);
    expect(startsOf(said)[2]).toEqual({ pid: expect.any(Number) as number, what: 'jobs on' });
    expect(child.exitCode).toBeNull();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('let what is running end when they are told %s, and leave nobody', async (signal) => {
    const begun = begin();
    await readyOf(begun);
    const { child, said } = begun;
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said.filter(({ what }) => what === 'ends')).toHaveLength(2);
    for (const { pid } of said) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('end with the code of one that can not begin', async () => {
    expect(await once(begin({ FAILS: 'yes' }).child, 'close')).toEqual([7, null]);
  });

  it('end with the code of one that can not begin again, after some times', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'databourse-several-'));
    const begun = begin({ MARK: join(folder, 'mark') });
    await readyOf(begun);
    const { child, said } = begun;
    process.kill(said[0]?.pid ?? 0, 'SIGHUP');
    expect(await once(child, 'close')).toEqual([9, null]);
    expect(said.filter(({ what }) => what === 'can not begin')).toHaveLength(5);
    await rm(folder, { recursive: true });
  });

  it('let what is running end when the first of them is killed', async () => {
    const begun = begin();
    await readyOf(begun);
    const { child, said } = begun;
    child.kill('SIGKILL');
    await vi.waitFor(() => { expect(said.filter(({ what }) => what === 'ends')).toHaveLength(2); }, patient);
  });
});

describe('how many', () => {
  it('is one while developing', () => {
    expect(readWebProcesses({ WEB_PROCESSES: '4', NODE_ENV: 'development' })).toEqual({ count: 1, fault: null });
  });

  it.each([[undefined, 1], ['', 1], [' ', 1], ['1', 1], ['8', 8], ['64', 64]])('%j is %i', (written, count) => {
    expect(readWebProcesses({ WEB_PROCESSES: written })).toEqual({ count, fault: null });
  });

  it.each(['0', '-1', '1.5', '65', 'all', 'NaN', 'Infinity', '2 2'])('%j is refused by name', (written) => {
    expect(readWebProcesses({ WEB_PROCESSES: written }).fault).toBe('Environment variable WEB_PROCESSES: must be a whole number from 1 to 64');
  });
});
