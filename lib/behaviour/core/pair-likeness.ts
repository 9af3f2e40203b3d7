import { cosine, type TextVector } from '@/lib/learning';

type Written = { readonly id: string; readonly vector: TextVector };
/** How alike two listings are by what is written of them, 0 to 1, by their numbers: the same either way round. */
export type PairLikeness = { readonly numberOf: (id: string) => number; readonly likeness: (one: number, other: number) => number };

const mostPairs = 1 << 18;

/**
 * Likeness of pairs, worked out once for as long as their place is not needed for another pair: every pair has one place, and whether it stands there or is
 * worked out anew is the same. Nothing is allocated to ask: a list asks for hundreds. Numbers are in the order of the ids.
 */
export function pairLikeness(items: ReadonlyMap<string, Written>, most = mostPairs): PairLikeness {
  const ordered = [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const numberById = new Map(ordered.map(({ id }, number) => [id, number]));
  // The next power of two that has room for all pairs, or for the most that are kept.
  const bits = Math.ceil(Math.log2(Math.max(2, Math.min(most, (ordered.length * (ordered.length + 1)) / 2))));
  // A key is one more than the number of the pair: nothing stands at a place that holds 0.
  const [keys, values] = [new Float64Array(2 ** bits), new Float64Array(2 ** bits)];
  return {
    numberOf: (id) => numberById.get(id) ?? 0,
    likeness(one, other) {
      const low = Math.min(one, other);
      const high = Math.max(one, other);
      const key = low * ordered.length + high + 1;
      const place = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - bits);
      if (keys[place] === key) return values[place] ?? 0;
      const [first, second] = [ordered[low], ordered[high]];
      const likeness = first && second ? cosine(first.vector, second.vector) : 0;
      keys[place] = key;
      values[place] = likeness;
      return likeness;
    },
  };
}
