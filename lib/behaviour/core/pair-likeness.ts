import type { TextVector } from '@/lib/learning';

type Written = { readonly id: string; readonly vector: TextVector };
/**
 * How alike two listings are by what is written of them, 0 to 1, by their numbers: what stands in `values` at the place of the pair, the same either way
 * round, until the next is asked for. A place is no object, a number that a function answers can be one.
 */
export type PairLikeness = { readonly numberOf: (id: string) => number; readonly placeOf: (one: number, other: number) => number; readonly values: Float64Array };

const mostPairs = 1 << 18;

/**
 * Likeness of pairs, worked out once: each pair has a place of its own while there are no more than `most`, else pairs share places and what another took is worked
 * out anew. Nothing is allocated to ask: a list asks for hundreds. Numbers are in the order of the ids.
 */
export function pairLikeness(items: ReadonlyMap<string, Written>, most = mostPairs): PairLikeness {
  const ordered = [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const numberById = new Map(ordered.map(({ id }, number) => [id, number]));
  const pairCount = (ordered.length * (ordered.length + 1)) / 2;
  const bits = Math.floor(Math.log2(Math.max(2, most)));
  const room = pairCount <= 2 ** bits ? pairCount : 2 ** bits;
  const placeOfPair = room === pairCount ? (low: number, high: number) => (high * (high + 1)) / 2 + low : (low: number, high: number) => (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - bits);
  // A key is one more than the number of the pair: nothing stands at a place that holds 0.
  const [keys, values] = [new Float64Array(room), new Float64Array(room)];
  const packedOf: (Packed | undefined)[] = ordered.map(() => undefined);
  const pack = packer();
  const packed = (number: number): Packed => (packedOf[number] ??= pack(ordered[number]?.vector ?? new Map<string, number>()));
  const cosineOf = cosineByNumber();
  return {
    numberOf: (id) => numberById.get(id) ?? 0,
    values,
    placeOf(one, other) {
      const low = Math.min(one, other);
      const high = Math.max(one, other);
      const key = low * ordered.length + high + 1;
      const place = placeOfPair(low, high);
      if (keys[place] !== key) {
        keys[place] = key;
        values[place] = cosineOf(packed(low), packed(high));
      }
      return place;
    },
  };
}

/** A vector by the numbers of its words, in its own order. */
type Packed = { readonly words: Int32Array; readonly weights: Float64Array };

function packer(): (vector: TextVector) => Packed {
  const numberOf = new Map<string, number>();
  return (vector) => {
    const words = new Int32Array(vector.size);
    let at = 0;
    for (const word of vector.keys()) {
      const number = numberOf.get(word) ?? numberOf.size;
      numberOf.set(word, number);
      words[at++] = number;
    }
    return { words, weights: Float64Array.from(vector.values()) };
  };
}

/** The cosine of two unit vectors, summed in the order of the shorter one as `cosine` sums it: the same to the last bit. */
function cosineByNumber(): (a: Packed, b: Packed) => number {
  // The weights of the longer one by word; 0 between two questions.
  let weightOf = new Float64Array(1_024);
  return (a, b) => {
    const small = a.words.length <= b.words.length ? a : b;
    const large = small === a ? b : a;
    for (let at = 0; at < large.words.length; at += 1) {
      const word = large.words[at] ?? 0;
      if (word >= weightOf.length) weightOf = grown(weightOf, 2 * (word + 1));
      weightOf[word] = large.weights[at] ?? 0;
    }
    let sum = 0;
    for (let at = 0; at < small.words.length; at += 1) {
      const word = small.words[at] ?? 0;
      // Beyond the end stands no word of the longer one.
      if (word < weightOf.length) sum += (small.weights[at] ?? 0) * (weightOf[word] ?? 0);
    }
    for (let at = 0; at < large.words.length; at += 1) weightOf[large.words[at] ?? 0] = 0;
    return Math.min(1, Math.max(0, sum));
  };
}

function grown(numbers: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(numbers);
  return larger;
}
