import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

const isTerminal = process.stdout.isTTY === true;

/**
 * Runs one step and prints it with its time, since it began if that was before; on a terminal the time runs while it works.
 * @template T
 * @param {string} name
 * @param {(say: (line: string) => void) => Promise<T>} work
 * @param {number} [startedAt] milliseconds
 * @returns {Promise<T>}
 */
export async function step(name, work, startedAt = Date.now()) {
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  let detail = '';
  const draw = () => { if (isTerminal) process.stdout.write(`\r\x1b[2K  … ${name} ${detail} ${seconds()}`.slice(0, (process.stdout.columns ?? 100) + 5)); };
  const timer = setInterval(draw, 200);
  draw();
  try {
    const value = await work((line) => { detail = line; if (!isTerminal) console.log(`    ${line}`); else draw(); });
    clearInterval(timer);
    console.log(`${isTerminal ? '\r\x1b[2K' : ''}  ✓ ${name}  ${seconds()}`);
    return value;
  } catch (error) {
    clearInterval(timer);
    console.log(`${isTerminal ? '\r\x1b[2K' : ''}  ✗ ${name}  ${seconds()}`);
    throw error;
  }
}

/**
 * Runs a program to its end. Its output goes to a log; the last lines are in the error when it fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, logPath: string, say?: (line: string) => void, onChild?: (child: import('node:child_process').ChildProcess) => void }} options
 */
export function runLogged(program, args, { cwd, env = process.env, logPath, say, onChild }) {
  return new Promise((done, fail) => {
    const log = createWriteStream(logPath, { flags: 'a', mode: 0o600 });
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    onChild?.(child);
    let tail = [];
    const take = (text, isOutput) => {
      log.write(text);
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      tail = [...tail, ...lines].slice(-12);
      if (isOutput) for (const line of lines) say?.(line.trim());
    };
    child.stdout.setEncoding('utf8').on('data', (text) => { take(text, true); });
    child.stderr.setEncoding('utf8').on('data', (text) => { take(text, false); });
    child.once('error', fail);
    child.once('close', (code) => {
      log.end();
      if (code === 0) done();
      else fail(new Error(`${tail.join('\n')}\n(${logPath} has the whole output)`));
    });
  });
}
