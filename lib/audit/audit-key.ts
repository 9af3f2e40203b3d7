import type { KeyObject } from 'node:crypto';
import { env } from '@/lib/env';
import { publicBytes, signingKey, verifierKey } from './core/signed-note';

let held: { readonly key: KeyObject; readonly publicKey: Buffer } | null = null;

function pair() {
  const key = held?.key ?? signingKey(Buffer.from(env().AUDIT_SIGNING_KEY, 'base64'));
  held ??= { key, publicKey: publicBytes(key) };
  return held;
}

/** The key that signs checkpoints, and its public half: 32 bytes each. */
export function auditKey(): { readonly key: KeyObject; readonly publicKey: Buffer; readonly origin: string } {
  return { ...pair(), origin: `${new URL(env().NEXTAUTH_URL).host}/audit` };
}

/** What anybody needs to check a checkpoint of this exchange. */
export function auditVerifierKey(): string {
  const { publicKey, origin } = auditKey();
  return verifierKey(origin, publicKey);
}
