import type { Neighbour } from './nearest-neighbours';

/** Added to a distance before it is inverted, so that a prototype in the very place doesn't outvote all others. */
const softening = 0.05;
/** How far rare classes are lifted: each class's votes are divided by its share to this power. */
const priorPower = 0.3;

/**
 * Distance-weighted votes 1 / (d + .05), divided by the class's share^.3 so that a rare class can win, normalised to sum to 1.
 * @param labels class number of each prototype
 * @param shares share of each class among what the prototypes were drawn from
 * @param drawnShares its share among the prototypes, where rare classes were drawn more often: a vote counts as much less (importance
 * weighting), so that a class is likely because it is near and not because it was drawn
 */
export function vote(neighbours: readonly Neighbour[], labels: readonly number[], shares: readonly number[], drawnShares = shares): number[] {
  const votes = shares.map(() => 0);
  for (const { index, distance } of neighbours) {
    const label = labels[index] ?? 0;
    const share = Math.max(1e-6, shares[label] ?? 0);
    votes[label] = (votes[label] ?? 0) + (share / Math.max(1e-6, drawnShares[label] ?? 0) / (distance + softening)) / share ** priorPower;
  }
  const sum = votes.reduce((total, value) => total + value, 0);
  return sum === 0 ? [...shares] : votes.map((value) => value / sum);
}

/** The largest, the first of equals. */
export function argmax(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > (values[best] ?? Number.NEGATIVE_INFINITY) ? index : best), 0);
}
