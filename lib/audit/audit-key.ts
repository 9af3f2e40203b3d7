import type { KeyObject } from 'node:crypto';
import { env, readAddedKeys } from '@/lib/env';
import { publicBytes, signingKey, verifierKey } from './core/signed-note';

type Pair = { readonly key: KeyObject; readonly publicKey: Buffer };
const held = new Map<string, Pair>();

function pairOf(seed: string): Pair {
  const known = held.get(seed);
  if (known) return known;
  const key = signingKey(Buffer.from(seed, 'base64'));
  const pair = { key, publicKey: publicBytes(key) };
  held.set(seed, pair);
  return pair;
}

export function auditOrigin(): string {
  return `${new URL(env().NEXTAUTH_URL).host}/audit`;
}

/**
 * One version of the key that signs checkpoints, and its public half of 32 bytes. Which version signs is said by the log's own list of keys, not by what this
 * process was started with. @throws Error when it is not known here
 */
export function auditKey(version = 1): Pair & { readonly origin: string } {
  let seed = env().rootKeys.AUDIT_SIGNING_KEY.get(version);
  if (seed === undefined) {
    readAddedKeys();
    seed = env().rootKeys.AUDIT_SIGNING_KEY.get(version);
  }
  if (seed === undefined) throw new Error(`There is no AUDIT_SIGNING_KEY_${version}: it signs the audit log now.`);
  return { ...pairOf(seed), origin: auditOrigin() };
}

/** A key as anybody needs it to check what it signed. */
export function verifierKeyOf(publicKey: Uint8Array): string {
  return verifierKey(auditOrigin(), publicKey);
}

/** The first key of this exchange: every later one is named by the one before it. */
export function auditVerifierKey(): string {
  return verifierKeyOf(auditKey().publicKey);
}
