import { createHmac } from 'node:crypto';
import { deriveKey, knownVersions, newestVersion } from './root-key';

const root = 'ROOT_BLIND_INDEX_KEY';

/** HMAC-SHA-256: equality, and nothing else, can be seen from it. Version 1 has no prefix. */
function indexUnder(version: number, name: string, value: string): string {
  const mac = createHmac('sha256', deriveKey(root, version, `blind-index/v${version}/${name}`)).update(value).digest('base64url');
  return version === 1 ? mac : `b${version}.${mac}`;
}

/** What is written for a value now. */
export function blindIndex(name: string, value: string): string {
  return indexUnder(newestVersion(root), name, value);
}

/** Every form the value may be stored under while a rotation is under way, oldest first. */
export function blindIndexes(name: string, value: string): readonly string[] {
  return knownVersions(root).map((version) => indexUnder(version, name, value));
}
