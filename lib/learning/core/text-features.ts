/** A sparse vector of unit length. */
export type TextVector = ReadonlyMap<string, number>;

export const han = /\p{Script=Han}/u;
export const stopWords = new Set('a an and at by data dataset daily for from in is of on or over per set table the their this to with 的 和 与 及 数据'.split(' '));

/** Words of an alphabet, and pairs of neighbouring characters where words aren't separated (Chinese). */
export function wordsOf(text: string): string[] {
  const runs = text.normalize('NFKC').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return runs.flatMap((run) => (han.test(run) ? pairsOf(run) : [stem(run)])).filter((word) => word.length > 1 && !stopWords.has(word));
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.length === 1 ? [run] : characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}

/** Plurals only: enough to let "flights" meet "flight" without inventing words. */
export function stem(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/**
 * TF-IDF vectors of unit length for all texts at once (sublinear tf, smoothed idf; Salton & Buckley 1988).
 * The first text counts towards document frequencies like every other.
 */
export function tfidf(texts: readonly string[]): TextVector[] {
  const counted = texts.map((text) => countWords(wordsOf(text)));
  const frequency = new Map<string, number>();
  for (const words of counted) for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return counted.map((words) => {
    const weights = [...words].map(([word, count]) => [word, (1 + Math.log(count)) * (1 + Math.log((1 + texts.length) / (1 + (frequency.get(word) ?? 0))))] as const);
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return new Map(weights.map(([word, weight]) => [word, weight / length]));
  });
}

function countWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Cosine of two unit vectors, 0 to 1. */
export function cosine(a: TextVector, b: TextVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of small) sum += weight * (large.get(word) ?? 0);
  return Math.min(1, Math.max(0, sum));
}

/** The cosine of two unit vectors taken apart by word, strongest first: the amounts sum to it. */
export function sharedWeights(a: TextVector, b: TextVector): { readonly word: string; readonly amount: number }[] {
  return [...a].flatMap(([word, weight]) => { const other = b.get(word); return other === undefined ? [] : [{ word, amount: weight * other }]; }).toSorted((left, right) => right.amount - left.amount || (left.word < right.word ? -1 : 1));
}
