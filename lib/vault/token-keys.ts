import { env, readAddedKeys } from '@/lib/env';
import { deriveKey, knownVersions } from './root-key';

const root = 'ROOT_TOKEN_KEY';
/** Servers take up a new key within this time: until then they may still sign under the one before. */
const graceMilliseconds = 60_000;

export type TokenKey = { readonly key: Buffer; /** Milliseconds: nothing that was issued later is believed under this key. Null for the newest. */ readonly untilMs: number | null };

/** The keys of one kind of token, newest first: the first signs, and each proves what was signed while it did. A key added to the file counts at once. */
export function tokenKeys(info: string): readonly [TokenKey, ...TokenKey[]] {
  readAddedKeys();
  const { tokenKeySince } = env();
  const [newest = 1, ...older] = knownVersions(root).toReversed();
  const since = (version: number): number | null => { const at = tokenKeySince.get(version); return at === undefined ? null : at + graceMilliseconds; };
  return [{ key: deriveKey(root, newest, info), untilMs: null }, ...older.map((version) => ({ key: deriveKey(root, version, info), untilMs: since(version + 1) }))];
}
