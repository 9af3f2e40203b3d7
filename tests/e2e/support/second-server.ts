import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ownerUrl, stateDir } from './owner-database';

export type SecondServer = { readonly address: string; readonly pid: number; /** Everything it wrote. */ readonly log: () => string; /** Resolves with the code it ended with. */ readonly end: () => Promise<number | null>; readonly ended: Promise<number | null>; readonly tell: ChildProcess['kill'] };

/** A process of its own over the same market, pages and state, which runs no jobs: another server of the same exchange. `away`: how far its port is from the first one's. */
export async function startSecondServer({ away, env = {} }: { readonly away: number; readonly env?: Readonly<Record<string, string>> }): Promise<SecondServer> {
  const address = secondAddress(away);
  const child = spawn(process.execPath, ['scripts/serve.mjs'], {
    cwd: join(import.meta.dirname, '../../..'), stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', PORT: new URL(address).port, NEXTAUTH_URL: address, STATE_DIR: stateDir, DATABASE_URL: ownerUrl(), JOBS: 'off', ADDRESS_LIMIT_FACTOR: '50', ...env },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { log += chunk.toString('utf8'); });
  const ended = new Promise<number | null>((done) => { child.once('exit', done); });
  await new Promise((ready, fail) => { child.once('message', ready); child.once('exit', () => { fail(new Error(log)); }); });
  return { address, pid: child.pid ?? 0, log: () => log, ended, tell: (signal) => child.kill(signal), end: () => { child.kill('SIGTERM'); return ended; } };
}

export function secondAddress(away: number): string {
  return `http://localhost:${Number(process.env.E2E_PORT ?? 3210) + away}`;
}
