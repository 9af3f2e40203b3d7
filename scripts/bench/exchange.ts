import { spawn, type ChildProcess } from 'node:child_process';
import { performance } from 'node:perf_hooks';

export type Exchange = { readonly address: string; readonly seconds: number; readonly output: string; readonly pid: number | undefined; readonly stop: () => Promise<void> };

/** Runs `npm start`'s own entry in a state folder and resolves when it has said that it is ready. */
export function startExchange(stateDir: string, port: number): Promise<Exchange> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env: environmentFor(stateDir, port), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  return new Promise((ready, fail) => {
    const take = (text: string) => {
      output += text;
      const address = /Ready in .* at (\S+)/.exec(output)?.[1];
      if (address !== undefined) ready({ address, output, pid: child.pid, seconds: (performance.now() - startedAt) / 1000, stop: () => stop(child) });
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('exit', (code) => { fail(new Error(`The exchange ended with code ${code ?? '?'}:\n${output.split('\n').slice(-8).join('\n')}`)); });
  });
}

/** Its own embedded database and address, whatever this shell names. */
function environmentFor(stateDir: string, port: number): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, NEXTAUTH_URL: _address, ...rest } = process.env;
  return { ...rest, STATE_DIR: stateDir, PORT: String(port) };
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once('exit', () => { done(); });
    child.kill('SIGTERM');
  });
}
