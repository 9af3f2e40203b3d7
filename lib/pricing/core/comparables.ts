import { nameableWords, wordsOf } from '@/lib/learning';
import type { Candidate } from './candidate';
import type { MarketIndex } from './market-index';
import { standardParameters, type PriceParameters } from './price-parameters';

export type Subject = {
  readonly text: string; /** Title, subtitle and description, from which words may be named; without it the text. */ readonly writing?: string; readonly sellerId: string; readonly category: string; readonly licenceCode: string; readonly licenceFactor: number; readonly effectiveRows: number; readonly currency: string;
};

export type Neighbour = Candidate & {
  readonly similarity: number;
  readonly weight: number;
  /** Its price corrected to the subject's size and licence, by these factors. */
  readonly adjustedMinor: number;
  readonly corrections: { readonly size: number; readonly licence: number };
  /** Its place among the market's candidates. */
  readonly at: number;
};

const neighbourCount = 20;
const minSimilarity = 0.12;
const shownWords = 4;
/** What makes two listings similar, and how much each counts: published on the model's card. */
export const similarityShares = { text: 0.6, category: 0.3, licence: 0.1 } as const;

/**
 * Market approach: the nearest listings by text and facets, never the seller's own and never in another currency, their
 * prices corrected for size and licence. Size is not part of the similarity, so more rows can't pick cheaper neighbours.
 */
export function findNeighbours(subject: Subject, market: MarketIndex, { exponent, soldWeight, askWeight }: PriceParameters = standardParameters): Neighbour[] {
  const weights = market.weigh(wordsOf(subject.text));
  const cosines = market.cosines(weights);
  const nearest: { at: number; similarity: number }[] = [];
  let least = minSimilarity;
  market.candidates.forEach((candidate, at) => {
    if (candidate.sellerId === subject.sellerId || candidate.currency !== subject.currency) return;
    const similarity = similarityShares.text * Math.min(1, cosines[at] ?? 0) + (candidate.category === subject.category ? similarityShares.category : 0) + (candidate.licenceCode === subject.licenceCode ? similarityShares.licence : 0);
    if (similarity < least) return;
    nearest.push({ at, similarity });
    if (nearest.length < 8 * neighbourCount) return;
    nearest.sort(byNearness).splice(neighbourCount);
    least = nearest.at(-1)?.similarity ?? least;
  });
  // Candidates stand in the order of their ids: of equally similar ones the first comes first.
  return nearest.toSorted(byNearness).slice(0, neighbourCount).flatMap(({ at, similarity }): Neighbour[] => {
    const candidate = market.candidates[at];
    if (!candidate) return [];
    const corrections = { size: (subject.effectiveRows / candidate.effectiveRows) ** exponent, licence: subject.licenceFactor / candidate.licenceFactor };
    return [{
      ...candidate, similarity, weight: similarity * (candidate.isSold ? soldWeight : askWeight), corrections, adjustedMinor: candidate.priceMinor * corrections.size * corrections.licence, at,
    }];
  });
}

/** What is said of a neighbour: the words that make it alike and may be named. Most neighbours are never shown, so it is worked out for those that are. */
export function sharedWordsWith(subject: Pick<Subject, 'text' | 'writing'>, market: MarketIndex): (neighbour: Pick<Neighbour, 'at'>) => string[] {
  const [weights, named] = [market.weigh(wordsOf(subject.text)), nameableWords(subject.writing ?? subject.text)];
  return ({ at }) => market.sharedWords(weights, at, { named, most: shownWords });
}

function byNearness(a: { at: number; similarity: number }, b: { at: number; similarity: number }): number {
  return b.similarity - a.similarity || a.at - b.at;
}

/** The value at which half of the weight lies on either side; the mean of the two middle ones when it falls between them. */
export function weightedMedian(values: readonly { readonly value: number; readonly weight: number }[]): number {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, entry) => sum + entry.weight, 0) / 2;
  let reached = 0;
  for (const [index, entry] of sorted.entries()) {
    reached += entry.weight;
    if (reached > half) return entry.value;
    if (reached === half) return (entry.value + (sorted[index + 1]?.value ?? entry.value)) / 2;
  }
  throw new RangeError('A median needs at least one value with weight');
}
