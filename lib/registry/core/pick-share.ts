import { createHash } from 'node:crypto';

/**
 * Whether a key belongs to the share of a canary: the first 52 bits of SHA-256 over version and key, as a number in [0, 1), lie below it. The same
 * key always gives the same answer for one version, and for two versions independent ones, so that nobody is always the one who is tried on.
 */
export function isInShare(versionId: string, key: string, share: number): boolean {
  const hash = createHash('sha256').update(`${versionId} ${key}`).digest();
  return Number(hash.readBigUInt64BE() >> 12n) / 2 ** 52 < share;
}
