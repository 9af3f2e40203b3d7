import { sigmoid } from './logistic';

/**
 * How the share of buyers falls with price, x = ln price − location: one logistic group, or two groups of buyers who value the same thing
 * differently. Weights sum to 1; each part falls around its own `at` with its own slope.
 */
export type DemandShape = { readonly kind: 'logit' | 'two-groups'; readonly parts: readonly { readonly weight: number; readonly at: number; readonly slope: number }[] };

const slopes = [1.3, 1.7, 2.2, 2.8, 3.5, 4.4, 5.6, 8] as const;
const gaps = [0.6, 1, 1.4, 1.8] as const;
const shares = [0.35, 0.5, 0.65] as const;
/** Within a group buyers agree about the value to a factor of about 1.35. */
const groupSlope = 6;

/** The closed list of shapes that demand is searched among. A misfit of the plain logit is what the second half is for. */
export const demandShapes: readonly DemandShape[] = [
  ...slopes.map((slope): DemandShape => ({ kind: 'logit', parts: [{ weight: 1, at: 0, slope }] })),
  ...gaps.flatMap((gap) => shares.map((weight): DemandShape => ({ kind: 'two-groups', parts: [{ weight, at: -gap / 2, slope: groupSlope }, { weight: 1 - weight, at: gap / 2, slope: groupSlope }] }))),
];

/** Prices and locations are counted in steps of 5% from the reference, 80 of them to either side of the middle cover a factor of seven. */
export const gridStep = 0.05;
export const gridSize = 81;
export const gridMiddle = (gridSize - 1) / 2;
/** Distances between a price and a location. */
const tableSize = 2 * gridSize - 1;
/** Nobody is certain to buy, and nobody certain not to. */
const least = 1e-4;

/** A shape written out: share of buyers by distance (`tableSize` of them, the middle one is 0), and where revenue peaks, in steps from the location. */
export type ShapeTable = { readonly shares: Float64Array; readonly peak: number };

/** Share of a shape's buyers at a distance, as its formula says. */
export function shapeShare({ parts }: DemandShape, x: number): number {
  return parts.reduce((sum, { weight, at, slope }) => sum + weight * sigmoid(-slope * (x - at)), 0);
}

export const shapeTables: readonly ShapeTable[] = demandShapes.map((shape) => {
  const written = Float64Array.from({ length: tableSize }, (_, index) => Math.min(1 - least, Math.max(least, shapeShare(shape, (index - (gridSize - 1)) * gridStep))));
  let [most, at] = [0, 0];
  written.forEach((share, index) => {
    const revenue = share * Math.exp((index - (gridSize - 1)) * gridStep);
    if (revenue > most) [most, at] = [revenue, index];
  });
  return { shares: written, peak: at - (gridSize - 1) };
});

/** Before any market has spoken: four fifths for the plain logit, the rest for two groups. */
export const standardShapeWeights: readonly number[] = demandShapes.map(({ kind }) => {
  const alike = demandShapes.filter((shape) => shape.kind === kind).length;
  return (kind === 'logit' ? 0.8 : 0.2) / alike;
});

/** The step of the grid nearest to a price, kept within it. */
export function gridIndex(logPrice: number, referenceLogPrice: number): number {
  return Math.min(gridSize - 1, Math.max(0, Math.round((logPrice - referenceLogPrice) / gridStep) + gridMiddle));
}

export function gridLogPrice(index: number, referenceLogPrice: number): number {
  return referenceLogPrice + (index - gridMiddle) * gridStep;
}
