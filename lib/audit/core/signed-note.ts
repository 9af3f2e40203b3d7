import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Ed25519 from its 32-byte seed. */
export function signingKey(seed: Uint8Array): KeyObject {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, seed.subarray(0, 32)]), format: 'der', type: 'pkcs8' });
}

/** The 32 bytes of a public key. */
export function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}

export function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes]), format: 'der', type: 'spki' });
}

/** First four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key): C2SP signed-note. */
export function keyId(name: string, publicKey: Uint8Array): Buffer {
  return createHash('sha256').update(`${name}\n`).update(Buffer.from([1])).update(publicKey).digest().subarray(0, 4);
}

/** `name+hash+key`, as C2SP signed-note writes a verifier key. */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  return `${name}+${keyId(name, publicKey).toString('hex')}+${Buffer.concat([Buffer.from([1]), publicKey]).toString('base64')}`;
}

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Buffer };

/** A note (C2SP signed-note): lines, a blank one, the signature of all before it under the name of the signer. */
export function signNote(name: string, body: string, key: KeyObject): string {
  return `${body}\n\u2014 ${name} ${Buffer.concat([keyId(name, publicBytes(key)), sign(null, Buffer.from(body), key)]).toString('base64')}\n`;
}

/** A checkpoint (C2SP tlog-checkpoint): origin, size, root; a blank line; the signature of all before it. */
export function signCheckpoint({ origin, size, root }: Checkpoint, key: KeyObject): string {
  return signNote(origin, `${origin}\n${size}\n${root.toString('base64')}\n`, key);
}

/** What a note says, when this key signed it; null for anything else. */
export function openCheckpoint(note: string, publicKey: Uint8Array): Checkpoint | null {
  const match = /^([^\n]+)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\n\n\u2014 ([^\n ]+) ([A-Za-z0-9+/=]+)\n$/.exec(note);
  if (!match) return null;
  const [, origin = '', size = '', root = '', name = '', signature = ''] = match;
  const bytes = Buffer.from(signature, 'base64');
  if (name !== origin || bytes.length !== 68 || !bytes.subarray(0, 4).equals(keyId(name, publicKey))) return null;
  const body = `${origin}\n${size}\n${root}\n`;
  return verify(null, Buffer.from(body), publicKeyOf(publicKey), bytes.subarray(4)) ? { origin, size: Number(size), root: Buffer.from(root, 'base64') } : null;
}
