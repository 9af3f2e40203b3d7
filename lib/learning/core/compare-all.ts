import { maxPrototypes, type Neighbour, type NeighbourIndex } from './nearest-neighbours';

/**
 * The same neighbours as `neighbourIndex` gives, by looking at every prototype: exact order by (distance, index). In ten and more dimensions a
 * tree prunes next to nothing, and for thousands of questions at once plain arrays are some ten times as fast.
 * @throws RangeError for no prototypes, too many, or points of different lengths or with a coordinate that isn't finite
 */
export function compareAll(prototypes: readonly (readonly number[])[]): NeighbourIndex {
  const dimensions = prototypes[0]?.length ?? 0;
  if (dimensions === 0 || prototypes.length > maxPrototypes) throw new RangeError(`Between 1 and ${maxPrototypes} prototypes of one dimension or more`);
  const check = (point: readonly number[]): void => {
    if (point.length !== dimensions || !point.every(Number.isFinite)) throw new RangeError(`A point needs ${dimensions} finite coordinates`);
  };
  const values = new Float64Array(prototypes.length * dimensions);
  prototypes.forEach((point, index) => {
    check(point);
    values.set(point, index * dimensions);
  });
  return {
    nearest(point, count) {
      check(point);
      const take = Math.min(count, prototypes.length);
      const [indexes, distances] = [new Int32Array(take), new Float64Array(take).fill(Number.POSITIVE_INFINITY)];
      let edge = Number.POSITIVE_INFINITY;
      for (let index = 0; index < prototypes.length && take > 0; index += 1) {
        // Two squares may have one root: a hair more than the edge's is still looked at.
        const distance = Math.sqrt(squareTo(values, index * dimensions, point, edge * edge * (1 + 1e-12)));
        if (distance >= edge) continue;
        let place = take - 1;
        // An earlier prototype at the same distance stays before: only a larger one makes way.
        for (; place > 0 && (distances[place - 1] ?? 0) > distance; place -= 1) {
          distances[place] = distances[place - 1] ?? 0;
          indexes[place] = indexes[place - 1] ?? 0;
        }
        distances[place] = distance;
        indexes[place] = index;
        edge = distances[take - 1] ?? 0;
      }
      return Array.from(indexes, (index, place): Neighbour => ({ index, distance: distances[place] ?? 0 }));
    },
  };
}

/** The squared distance, or some number above `enough` as soon as it is that far. */
function squareTo(values: Float64Array, from: number, point: readonly number[], enough: number): number {
  let sum = 0;
  for (let dimension = 0; dimension < point.length && sum <= enough; dimension += 1) {
    const difference = (values[from + dimension] ?? 0) - (point[dimension] ?? 0);
    sum += difference * difference;
  }
  return sum;
}
