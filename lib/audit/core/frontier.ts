import { emptyRoot, nodeHash } from './merkle';

/** The right edge of a growing tree: the roots of its whole subtrees, largest first. Taking a leaf costs one hash on average, the root some twenty. */
export type Frontier = { readonly append: (leaf: Uint8Array) => void; /** The root of 2^level whole leaves at once; what stands before must be whole at that level. */ readonly appendTree: (root: Uint8Array, level: number) => void; readonly root: () => Buffer; readonly size: () => number };

export function createFrontier(): Frontier {
  const nodes: { readonly level: number; readonly hash: Uint8Array }[] = [];
  let size = 0;
  const appendTree = (root: Uint8Array, from: number): void => {
    let [level, hash] = [from, root];
    for (let last = nodes.at(-1); last && last.level === level; last = nodes.at(-1)) {
      nodes.pop();
      [level, hash] = [level + 1, nodeHash(last.hash, hash)];
    }
    nodes.push({ level, hash });
    size += 2 ** from;
  };
  return {
    append: (leaf) => { appendTree(leaf, 0); },
    appendTree,
    root: () => {
      const [last, ...rest] = nodes.toReversed();
      return last === undefined ? emptyRoot : Buffer.from(rest.reduce<Uint8Array>((right, left) => nodeHash(left.hash, right), last.hash));
    },
    size: () => size,
  };
}
