import { hkdfSync } from 'node:crypto';
import { env, readAddedKeys, type RotatedKey } from '@/lib/env';

const derived = new Map<string, Buffer>();
const lookEveryMilliseconds = 5_000;
let lookedAt = 0;

/** The newest version, under which things are written. A key added to the file counts within seconds, without a restart. */
export function newestVersion(root: RotatedKey): number {
  if (Date.now() - lookedAt > lookEveryMilliseconds) {
    lookedAt = Date.now();
    readAddedKeys();
  }
  return Math.max(...env().rootKeys[root].keys());
}

/** Oldest first. */
export function knownVersions(root: RotatedKey): readonly number[] {
  return [...env().rootKeys[root].keys()].toSorted((left, right) => left - right);
}

/**
 * HKDF-SHA-256 of one version of a root key, 32 bytes for this `info` alone.
 * @throws Error when no such version is known, also not in the file of keys
 */
export function deriveKey(root: RotatedKey, version: number, info: string): Buffer {
  const secret = env().rootKeys[root].get(version) ?? addedKey(root, version);
  const name = `${secret} ${info}`;
  let key = derived.get(name);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), Buffer.alloc(0), info, 32));
    derived.set(name, key);
  }
  return key;
}

function addedKey(root: RotatedKey, version: number): string {
  readAddedKeys();
  const secret = env().rootKeys[root].get(version);
  if (secret === undefined) throw new Error(`There is no ${root}_${version}: it is needed to read what was written under it.`);
  return secret;
}
