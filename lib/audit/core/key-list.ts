import { verify, type KeyObject } from 'node:crypto';
import { keyId, publicKeyOf, signNote } from './signed-note';

/** A key that signs what is longer than `fromSize` events, until the next one does. */
export type SigningPeriod = { readonly version: number; readonly fromSize: number; readonly publicKey: Uint8Array };
/** How a key came after another: the note says so and is signed by the one before. */
export type Succession = { readonly version: number; readonly fromSize: number; readonly note: string };

/** A note (C2SP signed-note) by which a key names the next one: `<origin>/key`, the last size it signs itself, and the key that follows. */
export function signSuccession({ origin, fromSize, publicKey }: { readonly origin: string; readonly fromSize: number; readonly publicKey: Uint8Array }, key: KeyObject): string {
  return signNote(`${origin}/key`, `${origin}/key\n${fromSize}\n${Buffer.from(publicKey).toString('base64')}\n`, key);
}

/** What such a note says, when this key signed it; null for anything else. */
export function openSuccession(note: string, publicKey: Uint8Array): { readonly fromSize: number; readonly publicKey: Buffer } | null {
  const match = /^([^\n]+\/key)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\n\n\u2014 ([^\n ]+) ([A-Za-z0-9+/=]+)\n$/.exec(note);
  if (!match) return null;
  const [, title = '', fromSize = '', next = '', name = '', text = ''] = match;
  const signature = Buffer.from(text, 'base64');
  if (name !== title || signature.length !== 68 || !signature.subarray(0, 4).equals(keyId(name, publicKey))) return null;
  const isSigned = verify(null, Buffer.from(`${title}\n${fromSize}\n${next}\n`), publicKeyOf(publicKey), signature.subarray(4));
  return isSigned ? { fromSize: Number(fromSize), publicKey: Buffer.from(next, 'base64') } : null;
}

/** The periods from the first key on, as far as each is named by the one before; `brokenFrom` is the size from which nothing can be believed. */
export function periodsOf(first: Uint8Array, successions: readonly Succession[]): { readonly periods: readonly [SigningPeriod, ...SigningPeriod[]]; readonly brokenFrom: number | null } {
  const periods: [SigningPeriod, ...SigningPeriod[]] = [{ version: 1, fromSize: 0, publicKey: first }];
  for (const { version, fromSize, note } of successions) {
    const last = periods[periods.length - 1] ?? periods[0];
    const next = openSuccession(note, last.publicKey);
    if (!next || next.fromSize !== fromSize || fromSize < last.fromSize || version !== last.version + 1) return { periods, brokenFrom: fromSize };
    periods.push({ version, fromSize, publicKey: next.publicKey });
  }
  return { periods, brokenFrom: null };
}

/** Whose signature stands under a log of so many events. */
export function periodAt([first, ...later]: readonly [SigningPeriod, ...SigningPeriod[]], size: number): SigningPeriod {
  return later.findLast((period) => period.fromSize < size) ?? first;
}
