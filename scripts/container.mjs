// What the image runs: `build` once while it is made, then `serve`, `worker` or `prepare`. Nothing is installed, written into the program's folder or asked for.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { serverArguments } from './serve/server-arguments.mjs';
import { generateClient } from './start/packages.mjs';
import { chooseServerDatabase, serverEnvironment } from './start/server-role.mjs';

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
  // Two that start together wait for each other inside: migrations take a lock in the database. Without DATABASE_URL, the owner's address, somebody else has prepared.
  serve: async () => (process.env.DATABASE_URL ? await run([...typescript, 'scripts/prepare.ts']) : 0) || run(serverArguments, await limited()),
  worker: () => run([...typescript, 'scripts/worker.ts']),
};

/** The environment of what serves: the server's own role in the database, or the owner's with a word about it. */
async function limited() {
  const { url, warning } = await chooseServerDatabase(process.env);
  if (warning !== null) console.error(`Attention: ${warning}`);
  return serverEnvironment(process.env, url);
}

const command = commands[process.argv[2] ?? 'serve'];
if (!command) console.error(`Usage: node scripts/container.mjs ${Object.keys(commands).join(' | ')}`);
process.exit(command ? await command() : 2);
