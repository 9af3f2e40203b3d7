import { createHash } from 'node:crypto';

/** A Merkle tree as RFC 6962 §2.1 hashes it: SHA-256, leaves prefixed 0x00, nodes 0x01, split at the largest power of two below the size. */
export function leafHash(bytes: string | Uint8Array): Buffer {
  return createHash('sha256').update('\0').update(bytes).digest();
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update('\x01').update(left).update(right).digest();
}

export const emptyRoot = createHash('sha256').digest();

/** The largest power of two below `size`; size at least 2. */
function splitOf(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

/**
 * The root over hashes of equal subtrees, the last of which may be smaller: leaves, or blocks of 2^k leaves (the recursion splits at their borders
 * as long as it has more than one of them).
 */
export function rootOf(hashes: readonly Uint8Array[]): Buffer {
  const [first] = hashes;
  if (first === undefined) return emptyRoot;
  if (hashes.length === 1) return Buffer.from(first);
  const split = splitOf(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
}

/** The root over the hashes `from` to `to` (without it). */
export type RangeRoots = (from: number, to: number) => Buffer;

/** The same, each range hashed once: for whoever makes many paths over one list, or over its beginnings. */
export function rangeRoots(hashes: readonly Uint8Array[]): RangeRoots {
  const known = new Map<string, Buffer>();
  const rootBetween: RangeRoots = (from, to) => {
    if (to - from < 2) return rootOf(hashes.slice(from, to));
    const key = `${from} ${to}`;
    const root = known.get(key) ?? nodeHash(rootBetween(from, from + splitOf(to - from)), rootBetween(from + splitOf(to - from), to));
    known.set(key, root);
    return root;
  };
  return rootBetween;
}

const hashedAnew = (hashes: readonly Uint8Array[]): RangeRoots => (from, to) => rootOf(hashes.slice(from, to));

/** PATH(m, D[n]) of RFC 6962 §2.1.1: what is needed beside leaf `index` to come to the root, nearest first. @throws RangeError outside of the tree */
export function inclusionPath(hashes: readonly Uint8Array[], index: number, rootBetween: RangeRoots = hashedAnew(hashes)): Buffer[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= hashes.length) throw new RangeError(`There is no leaf ${index} among ${hashes.length}`);
  const path: Buffer[] = [];
  for (let [from, to] = [0, hashes.length]; to - from > 1;) {
    const split = from + splitOf(to - from);
    path.unshift(index < split ? rootBetween(split, to) : rootBetween(from, split));
    [from, to] = index < split ? [from, split] : [split, to];
  }
  return path;
}

/** The root that a leaf at `index` of a tree of `size` has by this path (RFC 9162 §2.1.3.2); null when the path has the wrong length. */
export function rootByInclusion({ leaf, index, size, path }: { readonly leaf: Uint8Array; readonly index: number; readonly size: number; readonly path: readonly Uint8Array[] }): Buffer | null {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return null;
  let [node, last] = [index, size - 1];
  let hash: Buffer = Buffer.from(leaf);
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

/** PROOF(m, D[n]) of RFC 6962 §2.1.2: that the first `size` leaves are still what they were. Empty for equal trees. @throws RangeError unless 0 < size ≤ n */
export function consistencyPath(hashes: readonly Uint8Array[], size: number, rootBetween: RangeRoots = hashedAnew(hashes)): Buffer[] {
  if (!Number.isSafeInteger(size) || size <= 0 || size > hashes.length) throw new RangeError(`No tree of ${size} within one of ${hashes.length}`);
  const path: Buffer[] = [];
  let [from, to] = [0, hashes.length];
  while (to !== size) {
    const split = from + splitOf(to - from);
    path.unshift(size <= split ? rootBetween(split, to) : rootBetween(from, split));
    [from, to] = size <= split ? [from, split] : [split, to];
  }
  // What was a whole tree by itself is known already.
  return from === 0 ? path : [rootBetween(from, to), ...path];
}

type Trees = { readonly oldSize: number; readonly oldRoot: Uint8Array; readonly newSize: number; readonly newRoot: Uint8Array; readonly path: readonly Uint8Array[] };

/** Whether the path proves that the old tree is the beginning of the new one (RFC 9162 §2.1.4.2). */
export function isConsistent({ oldSize, oldRoot, newSize, newRoot, path }: Trees): boolean {
  const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);
  if (oldSize < 0 || oldSize > newSize) return false;
  if (oldSize === newSize) return path.length === 0 && same(oldRoot, newRoot);
  if (oldSize === 0) return path.length === 0;
  const steps = Number.isInteger(Math.log2(oldSize)) ? [oldRoot, ...path] : [...path];
  const [seed, ...rest] = steps;
  if (!seed) return false;
  let [node, last] = [oldSize - 1, newSize - 1];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  let [before, after]: Buffer[] = [Buffer.from(seed), Buffer.from(seed)] as const;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      [before, after] = [nodeHash(sibling, before), nodeHash(sibling, after)];
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else {
      after = nodeHash(after, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(before, oldRoot) && same(after, newRoot);
}
