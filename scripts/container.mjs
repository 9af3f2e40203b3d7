// What the image runs: `build` once while it is made, then `serve`, `worker` or `prepare`. Nothing is installed, written into the program's folder or asked for.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { generateClient } from './start/packages.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
const typescript = ['--import', 'tsx', '--conditions=react-server'];

/** Answers with the exit code. A signal to us is a signal to it. */
function run(args, env = process.env) {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  const pass = (signal) => { child.kill(signal); };
  process.on('SIGTERM', pass).on('SIGINT', pass);
  return new Promise((done) => {
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', pass).off('SIGINT', pass);
      done(code ?? (signal === null ? 1 : 128));
    });
  });
}

const commands = {
  build: async () => {
    await generateClient({ root, log: '/dev/stderr' });
    return run(['node_modules/next/dist/bin/next', 'build'], { ...process.env, NODE_ENV: 'production' });
  },
  prepare: () => run([...typescript, 'scripts/prepare.ts']),
  // Two that start together wait for each other inside: migrations take a lock in the database.
  serve: async () => (await run([...typescript, 'scripts/prepare.ts'])) || run(['scripts/serve.mjs']),
  worker: () => run([...typescript, 'scripts/worker.ts']),
};
const command = commands[process.argv[2] ?? 'serve'];
if (!command) console.error(`Usage: node scripts/container.mjs ${Object.keys(commands).join(' | ')}`);
process.exit(command ? await command() : 2);
