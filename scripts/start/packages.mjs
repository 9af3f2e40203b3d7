import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runLogged, step } from './steps.mjs';

/** @param {string} path */
export async function remembered(path) {
  return existsSync(path) ? (await readFile(path, 'utf8')).trim() : null;
}

async function hashOf(root, names) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const name of names) hash.update(await readFile(join(root, name)));
  return hash.digest('hex');
}

/** `npm ci`, when there are no packages or the lock file has changed since. The mark stands inside node_modules: it goes when they go. */
export async function installPackages({ root, log }) {
  const mark = join(root, 'node_modules/.databourse-installed');
  const hash = await hashOf(root, ['package-lock.json']);
  if ((await remembered(mark)) === hash) return;
  // A half-finished `npm ci` leaves no mark and is done again.
  await step('Packages', () => runLogged('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'], { cwd: root, logPath: log, env: { ...process.env, NODE_ENV: 'development' } }));
  await writeFile(mark, hash);
}

/** The database client, when the schema has changed. Generating needs no engine, only a path that exists in place of one. */
export async function generateClient({ root, log }) {
  const mark = join(root, 'lib/db/generated/.hash');
  const hash = await hashOf(root, ['package-lock.json', 'prisma/schema.prisma']);
  if ((await remembered(mark)) === hash) return;
  await step('Database client', () => runLogged(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--config', 'prisma/prisma.config.ts'], {
    cwd: root, logPath: log, env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  }));
  await writeFile(mark, hash);
}
