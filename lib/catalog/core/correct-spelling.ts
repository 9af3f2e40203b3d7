/** Words of what is on the market, and in how many listings each stands. */
export type Vocabulary = ReadonlyMap<string, number>;

/** Scripts whose words stand apart and are spelt letter by letter. */
const spelt = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+$/u;
const shortestWord = 4;
const longestWord = 40;

/** @returns the words of some texts that a misspelt one may be corrected to; the first `most` different ones, in the order of the texts. */
export function vocabularyOf(texts: readonly string[], most: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(isSpelt))) {
      const count = counts.get(word) ?? 0;
      if (count > 0 || counts.size < most) counts.set(word, count + 1);
    }
  }
  return counts;
}

/** Whether a word can be taken for a misspelt one at all. */
export function isSpelt(word: string): boolean {
  return word.length >= shortestWord && word.length <= longestWord && spelt.test(word);
}

/** In a short word one letter is much of it. */
function mistakesAllowed(word: string): number {
  return word.length < 8 ? 1 : 2;
}

/**
 * The word of the vocabulary with the fewest mistakes to this one (one up to seven letters, two in longer words), of those the one in most listings, then the
 * first of the alphabet. Null where none is near, and where the word stands in one of them: a search finds it there.
 */
export function correctWord(word: string, vocabulary: Vocabulary): string | null {
  if (!isSpelt(word)) return null;
  let best: { readonly word: string; readonly mistakes: number; readonly count: number } | null = null;
  for (const [known, count] of vocabulary) {
    if (known.includes(word)) return null;
    const most = best?.mistakes ?? mistakesAllowed(word);
    const mistakes = mistakesBetween(word, known, most);
    if (mistakes > most) continue;
    if (best === null || mistakes < best.mistakes || count > best.count || (count === best.count && known < best.word)) best = { word: known, mistakes, count };
  }
  return best?.word ?? null;
}

/**
 * Letters to change, add, leave out or swap with their neighbour to get from one word to the other (optimal string alignment). Beyond `most` any number greater than `most`.
 * Source: Boytsov, "Indexing methods for approximate dictionary searching", 2011, section 2.1.
 */
export function mistakesBetween(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  let lowestOfLast = 0;
  for (let row = 1; row <= left.length; row += 1) {
    const next = new Array<number>(right.length + 1).fill(most + 1);
    next[0] = row;
    let lowest = row;
    // Further from the diagonal than the limit every way has more mistakes than that.
    for (let column = Math.max(1, row - most); column <= Math.min(right.length, row + most); column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let mistakes = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwapped) mistakes = Math.min(mistakes, (before[column - 2] ?? 0) + 1);
      next[column] = mistakes;
      lowest = Math.min(lowest, mistakes);
    }
    // A swap reaches two rows back: only two rows beyond the limit are the end.
    if (lowest > most && lowestOfLast > most) return most + 1;
    [before, last, lowestOfLast] = [last, next, lowest];
  }
  return last[right.length] ?? 0;
}
