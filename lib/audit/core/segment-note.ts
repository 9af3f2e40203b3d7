import type { KeyObject } from 'node:crypto';
import { verify } from 'node:crypto';
import { keyId, publicKeyOf, signNote } from './signed-note';

/** A run of old events that left the table: `hash` of its last event, `root` (RFC 6962, base64) of all events up to it, and the file they lie in. */
export type Segment = { readonly fromSeq: bigint; readonly toSeq: bigint; readonly hash: string; readonly root: string; readonly bundleSha256: string };

const bodyOf = (origin: string, { fromSeq, toSeq, hash, root, bundleSha256 }: Segment): string => `${origin}/segment\n${fromSeq}-${toSeq}\n${hash}\n${root}\n${bundleSha256}\n`;

export function signSegment(origin: string, segment: Segment, key: KeyObject): string {
  return signNote(`${origin}/segment`, bodyOf(origin, segment), key);
}

/** Whether one of these keys, each of which signed this log once, signed exactly this segment. */
export function isSegmentSignedBy(segment: Segment & { readonly note: string }, keys: readonly { readonly publicKey: Uint8Array }[]): boolean {
  return keys.some(({ publicKey }) => isSegmentSigned(segment, segment.note, publicKey));
}

/** Whether this key signed exactly this segment. The name before the key may have changed since: the address of an exchange can. */
export function isSegmentSigned(segment: Segment, note: string, publicKey: Uint8Array): boolean {
  const match = /^([^\n]+)\/segment\n[\s\S]+\n\n\u2014 ([^\n ]+) ([A-Za-z0-9+/=]+)\n$/.exec(note);
  if (!match) return false;
  const [, origin = '', name = '', text = ''] = match;
  const [body, signature] = [bodyOf(origin, segment), Buffer.from(text, 'base64')];
  if (name !== `${origin}/segment` || !note.startsWith(`${body}\n`) || signature.length !== 68 || !signature.subarray(0, 4).equals(keyId(name, publicKey))) return false;
  return verify(null, Buffer.from(body), publicKeyOf(publicKey), signature.subarray(4));
}
