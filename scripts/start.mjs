// `npm start`: installs, prepares, seeds, builds and serves. Nothing but Node until the packages are there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { serverArguments } from './serve/server-arguments.mjs';
import { isNodeSupported, requireRoom } from './start/checks.mjs';
import { startEmbeddedPostgres } from './start/embedded-postgres.mjs';
import { completeEnvFile } from './start/env-file.mjs';
import { generateClient, installPackages, remembered } from './start/packages.mjs';
import { freePort } from './start/ports.mjs';
import { chooseServerDatabase, serverEnvironment } from './start/server-role.mjs';
import { sourceHash } from './start/source-hash.mjs';
import { takeStartLock } from './start/start-lock.mjs';
import { runLogged, step } from './start/steps.mjs';

const root = resolve(import.meta.dirname, '..');
const isDevelopment = process.argv.includes('--dev');
const endings = [];
let isEnding = false;
const running = new Set();

async function end(exitCode) {
  if (isEnding) return;
  isEnding = true;
  for (const child of running) child.kill('SIGTERM');
  for (const stop of endings.reverse()) await stop();
  process.exit(exitCode);
}

async function start() {
  if (!isNodeSupported(process.versions.node)) throw new Error(`Node ${process.versions.node} is too old or between releases: install Node 20.19, 22.12, 24 or newer.`);
  process.chdir(root);
  const startedAt = Date.now();
  console.log('\nDatabourse\n');
  const isInstalled = existsSync('node_modules');
  await requireRoom(root, isInstalled ? 300e6 : 2.5e9);
  await completeEnvFile('.env', process.env);
  process.loadEnvFile('.env');
  const stateDir = resolve(process.env.STATE_DIR ?? '.databourse');
  await mkdir(stateDir, { recursive: true, mode: 0o711 });
  const releaseLock = takeStartLock(join(stateDir, 'start.lock'));
  endings.push(() => { releaseLock(); });
  const log = (name) => join(stateDir, `${name}.log`);
  const runStep = (args, options) => runLogged(process.execPath, args, { cwd: root, onChild: (child) => { running.add(child); child.once('exit', () => running.delete(child)); }, ...options });

  await installPackages({ root, log: log('install') });
  await generateClient({ root, log: log('generate') });
  const environment = await step('Database', () => openDatabase(stateDir));
  await step('Migrations and notices', (say) => runStep(['--import', 'tsx', '--conditions=react-server', 'scripts/prepare.ts'], { env: environment, logPath: log('prepare'), say }));
  // From here on nothing works as the owner of the database any more.
  const { url, warning } = await chooseServerDatabase(environment);
  const served = serverEnvironment(environment, url);
  // The pages are built beside the market where the machine has the room: neither needs the other.
  const hasRoomForTwo = Math.min(totalmem(), process.constrainedMemory?.() || totalmem()) > 6e9 && availableParallelism() > 1;
  const finishBuild = isDevelopment ? null : await beginBuild({ logPath: log('build'), runStep });
  if (!hasRoomForTwo) await finishBuild?.();
  if (served.DEMO_MARKET !== 'off') await step('Demo market', (say) => runStep(['--import', 'tsx', '--conditions=react-server', 'scripts/seed.ts'], { env: served, logPath: log('seed'), say }));
  if (hasRoomForTwo) await finishBuild?.();
  if (process.argv.includes('--setup-only')) { await end(0); return; }

  const port = await freePort(Number(process.env.PORT ?? 3000));
  const address = process.env.NEXTAUTH_URL ?? `http://localhost:${port}`;
  await step('Server', () => serve({ ...served, PORT: String(port), NEXTAUTH_URL: address, NODE_ENV: isDevelopment ? 'development' : 'production' }));
  await greet({ address, warning, isDemo: environment.DEMO_MARKET !== 'off', seconds: (Date.now() - startedAt) / 1000 });
}

/** Yours when DATABASE_URL names one, else the embedded one, with its data in the state folder. */
async function openDatabase(stateDir) {
  const environment = { ...process.env, STATE_DIR: stateDir };
  if (process.env.DATABASE_URL) return environment;
  if (process.env.DATABASE_APP_URL) throw new Error('DATABASE_APP_URL needs DATABASE_URL beside it: the address that applies migrations.');
  const database = await startEmbeddedPostgres({ stateDir });
  endings.push(database.stop);
  // For tools that want to look: readable by the owner alone, true while this runs.
  await writeFile(join(stateDir, 'database-url'), database.url('databourse'), { mode: 0o600 });
  return { ...environment, DATABASE_URL: database.url('databourse') };
}

/** Begins to build the pages unless they are of this source already; answers with what waits for them and says so. */
async function beginBuild({ logPath, runStep }) {
  const hash = await sourceHash(root, ['app', 'lib', 'public', 'next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json', 'prisma/schema.prisma'], [process.versions.node]);
  if ((await remembered('.next/databourse-hash')) === hash && existsSync('.next/BUILD_ID')) return null;
  const startedAt = Date.now();
  const built = runStep(['node_modules/next/dist/bin/next', 'build'], { env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }, logPath })
    .then(() => writeFile('.next/databourse-hash', hash));
  // A fault is told where the pages are waited for.
  built.catch(() => {});
  return () => step('Build', () => built, startedAt);
}

/** Resolves when it answers. When it ends by itself, so does everything. */
function serve(env) {
  const child = spawn(process.execPath, serverArguments, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  endings.push(() => new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) { done(); return; }
    const timer = setTimeout(() => { child.kill('SIGKILL'); }, 12_000 + Number(process.env.DRAIN_SECONDS ?? 0) * 1000);
    child.once('exit', () => { clearTimeout(timer); done(); });
    child.kill('SIGTERM');
  }));
  return new Promise((ready, fail) => {
    child.once('message', () => { ready(); });
    child.once('error', fail);
    child.once('exit', (code) => { fail(new Error(`The server ended with code ${code}.`)); if (!isEnding) void end(1); });
  });
}

async function greet({ address, warning, isDemo, seconds }) {
  console.log(`\n  Ready in ${seconds.toFixed(1)} s at ${address}\n`);
  if (warning !== null) console.log(`  Attention: ${warning}\n`);
  if (isDemo) {
    for (const { role, email, password } of JSON.parse(await readFile('scripts/demo-logins.json', 'utf8'))) console.log(`  ${role.padEnd(14)} ${email.padEnd(22)} ${password}`);
    console.log('\n  These logins and the market are a demonstration: start with DEMO_MARKET=off for a real one.');
  }
  console.log('  Ctrl-C stops the server and the database.\n');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { void end(0); });
try {
  await start();
} catch (error) {
  if (!isEnding) {
    console.error(`\n${explain(error)}\n`);
    await end(1);
  }
}

function explain(error) {
  const message = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|No space left/i.test(message)) return 'The disk is full: free some space and start again; what was done so far is kept.';
  if (/ECONNREFUSED|ENOTFOUND|Can't reach database|password authentication failed/i.test(message) && process.env.DATABASE_URL) return 'The database named by DATABASE_URL does not answer or refuses the login: check that it runs and that the address is right.';
  return message;
}
