import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * One hash of the contents of these files and folders, so that a build is made again only when something it is made of changed.
 * @param {string} root
 * @param {readonly string[]} names
 * @param {readonly string[]} [extra] other facts that count
 */
export async function sourceHash(root, names, extra = []) {
  const hash = createHash('sha256').update(JSON.stringify(extra));
  for (const path of (await Promise.all(names.map((name) => listFiles(join(root, name))))).flat().toSorted()) {
    hash.update(`\0${relative(root, path)}\0`).update(await readFile(path));
  }
  return hash.digest('hex');
}

async function listFiles(path) {
  const facts = await stat(path).catch(() => null);
  if (!facts) return [];
  if (facts.isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !entry.parentPath.includes(`${join('lib', 'db', 'generated')}`)).map((entry) => join(entry.parentPath, entry.name));
}
