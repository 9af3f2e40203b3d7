import { cosine, sharedWords, tfidf } from '@/lib/learning';
import { standardParameters, type PriceParameters } from './price-parameters';

export type Candidate = {
  readonly listingId: string;
  readonly slug: string;
  readonly title: string;
  /** Title, subtitle, description and column names: what is compared. */
  readonly text: string;
  readonly sellerId: string;
  readonly category: string;
  readonly licenceCode: string;
  readonly licenceFactor: number;
  readonly effectiveRows: number;
  readonly priceMinor: number;
  readonly currency: string;
  readonly isSold: boolean;
};

export type Subject = {
  readonly text: string; readonly sellerId: string; readonly category: string; readonly licenceCode: string; readonly licenceFactor: number; readonly effectiveRows: number; readonly currency: string;
};

export type Neighbour = Candidate & {
  readonly similarity: number;
  readonly weight: number;
  /** Its price corrected to the subject's size and licence. */
  readonly adjustedMinor: number;
  readonly sharedWords: readonly string[];
};

const neighbourCount = 20;
const minSimilarity = 0.12;
/** What makes two listings similar, and how much each counts: published on the model's card. */
export const similarityShares = { text: 0.6, category: 0.3, licence: 0.1 } as const;

/**
 * Market approach: the nearest listings by text and facets, never the seller's own and never in another currency, their
 * prices corrected for size and licence. Size is not part of the similarity, so more rows can't pick cheaper neighbours.
 */
export function findNeighbours(subject: Subject, candidates: readonly Candidate[], { exponent, soldWeight, askWeight }: PriceParameters = standardParameters): Neighbour[] {
  const others = candidates.filter((candidate) => candidate.sellerId !== subject.sellerId && candidate.currency === subject.currency && candidate.priceMinor > 0 && candidate.effectiveRows > 0);
  const [own, ...vectors] = tfidf([subject.text, ...others.map((candidate) => candidate.text)]);
  if (!own) return [];
  return others.map((candidate, index): Neighbour => {
    const vector = vectors[index] ?? new Map<string, number>();
    const similarity = similarityShares.text * cosine(own, vector) + (candidate.category === subject.category ? similarityShares.category : 0) + (candidate.licenceCode === subject.licenceCode ? similarityShares.licence : 0);
    const correction = (subject.effectiveRows / candidate.effectiveRows) ** exponent * (subject.licenceFactor / candidate.licenceFactor);
    return {
      ...candidate, similarity, weight: similarity * (candidate.isSold ? soldWeight : askWeight), adjustedMinor: candidate.priceMinor * correction,
      sharedWords: sharedWords(own, vector, 4),
    };
  }).filter((neighbour) => neighbour.similarity >= minSimilarity)
    .toSorted((a, b) => b.similarity - a.similarity || (a.listingId < b.listingId ? -1 : 1)).slice(0, neighbourCount);
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
