import { writingOf } from '@/lib/catalog/schema';
import { telling, tellingWords, wordsOf } from '@/lib/learning';
import type { Candidate } from './candidate';

/** A word's weight in each text that has it, texts by their place among the candidates. */
type Posting = { readonly at: Int32Array; readonly weight: Float64Array };

/** Listings with a price, ready to be compared with any text: sorted by id, so that their order decides nothing. */
export type MarketIndex = {
  readonly candidates: readonly Candidate[];
  /** TF-IDF weights of unit length (sublinear tf, smoothed idf of this market; Salton & Buckley 1988). */
  readonly weigh: (words: readonly string[]) => ReadonlyMap<string, number>;
  /** Cosine with each candidate. */
  readonly cosines: (weights: ReadonlyMap<string, number>) => Float64Array;
  /** Of the words that make a candidate alike, those that both write in title, subtitle or description and few others have, strongest first. `named`: those of whoever asks, by `nameableWords`. */
  readonly sharedWords: (weights: ReadonlyMap<string, number>, at: number, asked: { readonly named: ReadonlyMap<string, string>; readonly most: number }) => string[];
};

/** An inverted index: a question touches only the texts that share a word with it. Listings without a price or without rows are left out. */
export function indexMarket(listings: readonly Candidate[]): MarketIndex {
  const candidates = listings.filter(({ priceMinor, effectiveRows }) => priceMinor > 0 && Number.isFinite(priceMinor) && effectiveRows > 0 && Number.isFinite(effectiveRows))
    .toSorted((a, b) => (a.listingId < b.listingId ? -1 : a.listingId > b.listingId ? 1 : 0));
  const texts = candidates.map((candidate) => countWords(wordsOf(candidate.text)));
  const frequency = new Map<string, number>();
  for (const words of texts) for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const unit = (words: ReadonlyMap<string, number>): Map<string, number> => {
    const weights = [...words].map(([word, count]) => [word, (1 + Math.log(count)) * (1 + Math.log((1 + candidates.length) / (1 + (frequency.get(word) ?? 0))))] as const);
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return new Map(weights.map(([word, weight]) => [word, weight / length]));
  };
  const lists = new Map<string, { at: number[]; weight: number[] }>();
  texts.forEach((words, at) => {
    for (const [word, weight] of unit(words)) {
      const list = lists.get(word) ?? { at: [], weight: [] };
      list.at.push(at);
      list.weight.push(weight);
      lists.set(word, list);
    }
  });
  const postings = new Map([...lists].map(([word, { at, weight }]): [string, Posting] => [word, { at: Int32Array.from(at), weight: Float64Array.from(weight) }]));
  const namedAt = tellingWords<number>({ writingOf: (at) => writingOf(candidates[at]?.text ?? ''), holding: frequency, count: candidates.length });
  return {
    candidates,
    weigh: (words) => unit(countWords(words)),
    cosines: (weights) => {
      const sums = new Float64Array(candidates.length);
      for (const [word, own] of weights) {
        const posting = postings.get(word);
        if (!posting) continue;
        for (let index = 0; index < posting.at.length; index += 1) { const at = posting.at[index] ?? 0; sums[at] = (sums[at] ?? 0) + own * (posting.weight[index] ?? 0); }
      }
      return sums;
    },
    sharedWords: (weights, at, { named, most }) => telling([...weights].flatMap(([word, own]) => {
      const posting = postings.get(word);
      const place = posting ? placeOf(posting.at, at) : -1;
      return place === -1 ? [] : [{ word, amount: own * (posting?.weight[place] ?? 0) }];
    }).toSorted((a, b) => b.amount - a.amount || (a.word < b.word ? -1 : 1)), named, namedAt(at)).slice(0, most).map(({ written }) => written),
  };
}

/** Where a number stands in a rising list; -1 when it isn't there. */
function placeOf(list: Int32Array, wanted: number): number {
  let [low, high] = [0, list.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = list[middle] ?? 0;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1; else high = middle - 1;
  }
  return -1;
}

function countWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
