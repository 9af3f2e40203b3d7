import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';

export const secretNames = ['NEXTAUTH_SECRET', 'ROOT_PSEUDONYM_KEY', 'ROOT_ENCRYPTION_KEY', 'ROOT_BLIND_INDEX_KEY', 'ROOT_TOKEN_KEY', 'AUDIT_SIGNING_KEY', 'DATABASE_APP_PASSWORD'];

/**
 * Adds the secrets that neither the file nor the environment has; what is there stays as it is. Mode 0600.
 * @param {string} path
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Promise<readonly string[]>} the names that were added
 */
export async function completeEnvFile(path, environment) {
  const text = existsSync(path) ? await readFile(path, 'utf8') : '';
  const missing = secretNames.filter((name) => !environment[name] && !new RegExp(`^\\s*(export\\s+)?${name}\\s*=\\s*\\S`, 'm').test(text));
  if (missing.length > 0) {
    const head = text === '' ? '# Made by npm start. Whoever has these keys can tell whose a pseudonym is and read e-mail addresses: keep them, and keep them secret.\n' : text.replace(/\n?$/, '\n');
    const fresh = `${path}.new`;
    await writeFile(fresh, head + missing.map((name) => `${name}=${newSecret(name)}\n`).join(''), { mode: 0o600 });
    await rename(fresh, path);
  }
  if (existsSync(path)) await chmod(path, 0o600);
  return missing;
}

/** A password stands in addresses too, where signs of base64 would have to be escaped. */
function newSecret(name) {
  return randomBytes(32).toString(name === 'DATABASE_APP_PASSWORD' ? 'base64url' : 'base64');
}
