import type { Db } from '@/lib/db';
import { env, readAddedKeys, rotatedKeys } from '@/lib/env';
import { listKeyVersions } from './store';

/**
 * Versions of root keys that this exchange works with and this process does not hold, by their names in the file of keys. Whoever lacks one finds neither a withdrawal nor
 * a restriction that another wrote under it, and destroys only half of somebody's keys: it must not serve, nor add a version of its own under the same number.
 */
export async function findMissingKeys(db: Db): Promise<readonly string[]> {
  // What stands in the file of keys and not in the environment is held as well.
  readAddedKeys();
  const { rootKeys } = env();
  const used = await listKeyVersions(db);
  return rotatedKeys.flatMap((root) => {
    const newest = Math.max(1, ...used.filter(({ name }) => name === root).map(({ version }) => version));
    return Array.from({ length: newest }, (_, index) => index + 1).filter((version) => !rootKeys[root].has(version)).map((version) => `${root}_${version}`);
  });
}

/** One sentence that names them and says what to do. */
export function missingKeys(names: readonly string[]): Error {
  return new Error(`Keys that this exchange works with are missing here: copy the lines of ${names.join(', ')} from the file of keys of the machine that has them.`);
}

/** @throws Error in one sentence that names them */
export async function requireKeys(db: Db): Promise<void> {
  const missing = await findMissingKeys(db);
  if (missing.length > 0) throw missingKeys(missing);
}
