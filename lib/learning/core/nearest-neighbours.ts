import KNN from 'ml-knn';

/** A neighbour by its index among the prototypes, and its Euclidean distance. */
export type Neighbour = { readonly index: number; readonly distance: number };
export type NeighbourIndex = { readonly nearest: (point: readonly number[], count: number) => Neighbour[] };

export const maxPrototypes = 5_000;
export const maxDimensions = 20;

/** Larger than rounding. Times the largest index it is 5e-9: distances closer than that count as equal, and the index decides. */
const tieStep = 1e-12;

/**
 * The one file that knows ml-knn 3.0.0, and contains its faults: with its default distance the tree never prunes, it takes the
 * label for one more coordinate, neighbours come in heap order, and which of equally distant points it returns is chance. Here the
 * label is the prototype's index and the distance looks at a fixed number of coordinates; the index breaks ties, also at the edge
 * of the k. The answer equals brute force, sorted by (distance, index).
 * @throws RangeError for no prototypes, too many, too many dimensions, or a coordinate that isn't finite
 */
export function neighbourIndex(prototypes: readonly (readonly number[])[]): NeighbourIndex {
  const dimensions = prototypes[0]?.length ?? 0;
  if (prototypes.length === 0 || prototypes.length > maxPrototypes) throw new RangeError(`Between 1 and ${maxPrototypes} prototypes, not ${prototypes.length}`);
  if (dimensions === 0 || dimensions > maxDimensions) throw new RangeError(`Between 1 and ${maxDimensions} dimensions, not ${dimensions}`);
  for (const point of prototypes) checkPoint(point, dimensions);
  const knn = new KNN(prototypes.map((point) => [...point]), prototypes.map((_, index) => index), {
    distance: (a, b) => {
      const distance = euclidean(a, b, dimensions);
      // The tree also asks for the distance to a splitting plane, with an object for `a`: that bound must not be raised.
      return Array.isArray(a) ? distance + ((b[dimensions] ?? 0) + 1) * tieStep : distance;
    },
  });
  return {
    nearest(point, count) {
      checkPoint(point, dimensions);
      return knn.kdTree.nearest([...point], Math.min(count, prototypes.length))
        .map(([found]) => ({ index: found[dimensions] ?? -1, distance: euclidean(point, found, dimensions) }))
        .toSorted((a, b) => a.distance - b.distance || a.index - b.index);
    },
  };
}

function euclidean(a: ArrayLike<number> | Readonly<Record<number, number>>, b: ArrayLike<number>, dimensions: number): number {
  let sum = 0;
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const difference = (a[dimension] ?? 0) - (b[dimension] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

function checkPoint(point: readonly number[], dimensions: number): void {
  if (point.length !== dimensions || !point.every(Number.isFinite)) throw new RangeError(`A point needs ${dimensions} finite coordinates`);
}
