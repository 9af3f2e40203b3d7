import { createHmac, hkdfSync } from 'node:crypto';
import { env, readAddedKeys } from '@/lib/env';

export type PseudonymPurpose = 'market' | 'audit' | 'consent' | 'behaviour' | 'seller' | 'admin' | 'rate-limit' | 'upload' | 'passkey' | 'device';

const keys = new Map<string, Buffer>();
/** Servers take up a key that was added within this time; it is written for later than that, so that all know it before any writes under it. */
const lookEveryMilliseconds = 5_000;
let lookedAt = 0;

/** One key per version, purpose and scope, derived from the root with HKDF-SHA-256, so that no two uses can be joined. */
function keyFor(version: number, purpose: PseudonymPurpose, scope: string): Buffer {
  const info = `pseudonym/${version}/${purpose}/${scope}`;
  let key = keys.get(info);
  if (!key) {
    const secret = env().rootKeys.ROOT_PSEUDONYM_KEY.get(version);
    if (secret === undefined) throw new Error(`There is no ROOT_PSEUDONYM_KEY_${version}: it is needed to know whom something is about.`);
    key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), Buffer.alloc(0), info, 32));
    // Scopes are sellers: bounded, but a market may have many; forget the oldest rather than grow for ever.
    if (keys.size >= 10_000) keys.delete(keys.keys().next().value ?? '');
    keys.set(info, key);
  }
  return key;
}

function under(version: number, purpose: PseudonymPurpose, subject: string, scope: string): string {
  return `p${version}_${createHmac('sha256', keyFor(version, purpose, scope)).update(subject).digest().subarray(0, 16).toString('base64url')}`;
}

/** Of the keys that are held: an environment that is read anew has others. */
let held: { readonly ring: ReadonlyMap<number, string>; readonly versions: readonly number[] } | null = null;

/** Oldest first, those that begin later among them; the same list while the keys are the same. */
function heldVersions(): readonly number[] {
  if (Date.now() - lookedAt > lookEveryMilliseconds) {
    lookedAt = Date.now();
    readAddedKeys();
  }
  const { ROOT_PSEUDONYM_KEY: ring } = env().rootKeys;
  if (held?.ring !== ring) held = { ring, versions: [...ring.keys()].toSorted((left, right) => left - right) };
  return held.versions;
}

/** Which version was, is or will be written with at a moment. */
export function pseudonymVersion(milliseconds: number): number {
  const { pseudonymKeySince } = env();
  return heldVersions().findLast((version) => version === 1 || (pseudonymKeySince.get(version) ?? Number.POSITIVE_INFINITY) <= milliseconds) ?? 1;
}

/**
 * `p<version>_` + base64url of the first 128 bits of HMAC-SHA-256: what is written now. Deterministic per version, purpose and scope (e.g. one seller);
 * without the root key it can be neither reversed nor recomputed from a list of ids.
 */
export function pseudonym(purpose: PseudonymPurpose, subject: string, scope = ''): string {
  return under(pseudonymVersion(Date.now()), purpose, subject, scope);
}

/** Every form somebody may stand under, what is written now first: whoever looks for what was written before looks for all of them. */
export function pseudonyms(purpose: PseudonymPurpose, subject: string, scope = ''): readonly [string, ...string[]] {
  const now = pseudonymVersion(Date.now());
  return [under(now, purpose, subject, scope), ...heldVersions().filter((version) => version !== now).map((version) => under(version, purpose, subject, scope))];
}

/** By who asks: nothing of it outlives the request. */
const askedBy = new WeakMap<object, Map<PseudonymPurpose, Known>>();
type Known = { readonly subject: string; readonly version: number; readonly held: readonly number[]; readonly names: readonly [string, ...string[]] };

/** The same of somebody who is asked about many times in one request (`asker` stands for it, one object for each): worked out once under the keys of this moment. */
export function pseudonymsOnce(asker: object, purpose: PseudonymPurpose, subject: string): readonly [string, ...string[]] {
  const known = askedBy.get(asker) ?? new Map<PseudonymPurpose, Known>();
  askedBy.set(asker, known);
  const [version, versions, found] = [pseudonymVersion(Date.now()), heldVersions(), known.get(purpose)];
  if (found?.subject === subject && found.version === version && found.held === versions) return found.names;
  const names = pseudonyms(purpose, subject);
  known.set(purpose, { subject, version, held: versions, names });
  return names;
}

/** What was written at a moment: for what must stay the same while it lasts. */
export function pseudonymAt(at: Date, purpose: PseudonymPurpose, subject: string, scope = ''): string {
  return under(pseudonymVersion(at.getTime()), purpose, subject, scope);
}

const dayMilliseconds = 24 * 60 * 60 * 1_000;

/** A network address for the rest of a day (UTC), and for one use: of the day's beginning, so that a rotation gives no address a second voice. `about`: what it is counted for. */
export function addressOfDay(address: string, at: Date, { scope, about }: { readonly scope: string; readonly about: string }): { readonly name: string; readonly until: Date } {
  const day = at.toISOString().slice(0, 10);
  const began = new Date(day);
  return { name: pseudonymAt(began, 'rate-limit', `${address} ${day} ${about}`, scope), until: new Date(began.getTime() + dayMilliseconds) };
}

/**
 * What a seller knows a buyer by: the version of their first order for good, so that repeat purchases count across a rotation; of a newer one only where the
 * older was retired as leaked.
 */
export function buyerPseudonym({ buyerId, sellerId, since }: { readonly buyerId: string; readonly sellerId: string; readonly since: Date }): string {
  const began = pseudonymVersion(since.getTime());
  const { pseudonymRetiring: retiring } = env();
  return under(retiring !== null && retiring.sinceMs <= Date.now() ? Math.max(began, retiring.version) : began, 'seller', buyerId, sellerId);
}

/** Whether anybody can stand under more than one pseudonym. */
export function hasManyVersions(): boolean {
  return heldVersions().length > 1;
}

/** Whether a text is what somebody is or was called, under the version of the key that it names. */
export function isPseudonymOf(value: string, purpose: PseudonymPurpose, subject: string, scope = ''): boolean {
  const version = Number(/^p(\d{1,4})_/.exec(value)?.[1] ?? 0);
  return heldVersions().includes(version) && under(version, purpose, subject, scope) === value;
}
