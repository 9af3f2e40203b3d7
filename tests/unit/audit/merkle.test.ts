import { describe, expect, it } from 'vitest';
import { consistencyPath, emptyRoot, inclusionPath, isConsistent, leafHash, nodeHash, rangeRoots, rootByInclusion, rootOf } from '@/lib/audit/core/merkle';

// transparency-dev/merkle, testonly/constants.go: eight inputs and the roots of the trees of their first 0 to 8.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) => Buffer.from(hex, 'hex'));
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = Array.from({ length: 257 }, (_, index) => leafHash(`entry ${index}`));
/** Every tree below is a beginning of the same: what is hashed for one is not hashed again for the next. */
const between = rangeRoots(leaves);

describe('the Merkle tree (A8)', () => {
  it.each(roots.map((root, size) => [size, root]))('has the published root for the first %i inputs', (size, root) => {
    expect(rootOf(inputs.slice(0, size).map((input) => leafHash(input))).toString('hex')).toBe(root);
  });

  it('has a proof of every leaf for every size to 257, and none that fits another leaf, size or place', () => {
    for (let size = 1; size <= 257; size += 1) {
      const tree = leaves.slice(0, size);
      const root = rootOf(tree);
      for (const [index, leaf] of tree.entries()) {
        const path = inclusionPath(tree, index, between);
        expect(rootByInclusion({ leaf, index, size, path })?.equals(root), `${index} of ${size}`).toBe(true);
        if (size > 1 && index % 16 === 0) {
          expect(rootByInclusion({ leaf: leafHash('forged'), index, size, path })?.equals(root)).toBe(false);
          expect(rootByInclusion({ leaf, index: (index + 1) % size, size, path })?.equals(root) ?? false).toBe(false);
          expect(rootByInclusion({ leaf, index, size, path: path.slice(1) })?.equals(root) ?? false).toBe(false);
          expect(rootByInclusion({ leaf, index, size, path: [...path, root] })).toBeNull();
        }
      }
    }
  }, 240_000);

  it('has a consistency proof between any two sizes to 257, and none from a changed past', () => {
    const known = Array.from({ length: 258 }, (_, size) => rootOf(leaves.slice(0, size)));
    for (let newSize = 1; newSize <= 257; newSize += 1) {
      const tree = leaves.slice(0, newSize);
      const newRoot = known[newSize] ?? emptyRoot;
      for (let oldSize = 1; oldSize <= newSize; oldSize += 1) {
        const oldRoot = known[oldSize] ?? emptyRoot;
        const path = consistencyPath(tree, oldSize, between);
        expect(isConsistent({ oldSize, oldRoot, newSize, newRoot, path }), `${oldSize} in ${newSize}`).toBe(true);
        if (oldSize < newSize && oldSize % 8 === 1) {
          expect(isConsistent({ oldSize, oldRoot: leafHash('x'), newSize, newRoot, path })).toBe(false);
          expect(isConsistent({ oldSize, oldRoot, newSize, newRoot: leafHash('x'), path })).toBe(false);
        }
      }
    }
    expect(isConsistent({ oldSize: 3, oldRoot: emptyRoot, newSize: 2, newRoot: emptyRoot, path: [] })).toBe(false);
  });

  it('paths are the same where every range is hashed anew', () => {
    for (const size of [1, 2, 3, 7, 8, 64, 100, 257]) {
      const tree = leaves.slice(0, size);
      for (const index of [0, 1, 2, 63, size - 1].filter((each) => each < size)) expect(inclusionPath(tree, index)).toEqual(inclusionPath(tree, index, between));
      for (const old of [1, 2, 3, 63, 64, size].filter((each) => each <= size)) expect(consistencyPath(tree, old)).toEqual(consistencyPath(tree, old, between));
      expect(between(0, size).equals(rootOf(tree))).toBe(true);
    }
    expect(() => inclusionPath(leaves, 257)).toThrow(RangeError);
    expect(() => consistencyPath(leaves, 0)).toThrow(RangeError);
  });

  it('over whole blocks is the tree over their leaves', () => {
    for (const size of [1, 2, 4, 7, 8, 9, 31, 32, 33, 100, 257]) {
      const tree = leaves.slice(0, size);
      const blocks = Array.from({ length: Math.ceil(size / 8) }, (_, block) => rootOf(tree.slice(block * 8, block * 8 + 8)));
      expect(rootOf(blocks).equals(rootOf(tree))).toBe(true);
    }
    expect(nodeHash(leaves[0] ?? emptyRoot, leaves[1] ?? emptyRoot).equals(rootOf(leaves.slice(0, 2)))).toBe(true);
  });
});
