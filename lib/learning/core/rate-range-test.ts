import { seededRandom } from '@/lib/shared/seeded-random';
import type { OptimizerSpec } from '../schema';
import { createOptimizer } from './optimizer';
import { shuffle, type TrainModel } from './train';

export type RangeTestSpec = {
  readonly optimizer: OptimizerSpec; readonly batchSize: number; readonly seed: number;
  /** Rates from `from` to `to`, `steps` of them, each larger by the same factor. */
  readonly from: number; readonly to: number; readonly steps: number;
};
export type RangePoint = { readonly rate: number; readonly loss: number; readonly smoothLoss: number };
export type RangeTest = {
  readonly points: readonly RangePoint[];
  /** Where the smoothed loss fell fastest per factor of the rate; null: it never fell, or there are too few points to tell. */
  readonly suggestedRate: number | null;
  /** The first rate whose loss had run away; null: none did. */
  readonly divergedAtRate: number | null;
};

/** Share of the smoothed loss that stays from one step to the next. */
const smoothing = 0.9;
/** So many times the best smoothed loss is running away. */
const runaway = 4;
/** Until the smoothed loss rests on enough batches to have a slope. */
const settling = 5;

/**
 * The learning rate finder (Smith 2017, "Cyclical Learning Rates for Training Neural Networks", §3.3, with an exponential ramp): one
 * update a rate, from zero weights, until the loss runs away. The loss, above zero, is smoothed by a moving average freed of its
 * start at zero.
 * @throws RangeError unless 0 < from < to, with two steps or more and a row
 */
export function rateRangeTest(model: TrainModel, rows: Int32Array, spec: RangeTestSpec): RangeTest {
  const { from, to, steps, batchSize } = spec;
  if (!(from > 0 && to > from && to < Infinity && steps >= 2 && batchSize >= 1 && rows.length > 0)) throw new RangeError('Needs rows, and rates 0 < from < to in at least two steps');
  const [weights, gradient] = [new Float64Array(model.dimension), new Float64Array(model.dimension)];
  const [optimize, random, order] = [createOptimizer(spec.optimizer, model.dimension), seededRandom(spec.seed), rows.slice()];
  const stepsPerEpoch = Math.ceil(order.length / batchSize);
  const points: RangePoint[] = [];
  let [average, best] = [0, Number.POSITIVE_INFINITY];
  for (let step = 0; step < steps; step += 1) {
    const rate = from * (to / from) ** (step / (steps - 1));
    const place = (step % stepsPerEpoch) * batchSize;
    if (place === 0) shuffle(order, random);
    const loss = model.lossAndGradient(weights, order.subarray(place, place + batchSize), gradient);
    average = smoothing * average + (1 - smoothing) * loss;
    const smoothLoss = average / (1 - smoothing ** (step + 1));
    if (!Number.isFinite(loss) || smoothLoss > runaway * best) return { points, suggestedRate: steepest(points), divergedAtRate: rate };
    best = Math.min(best, smoothLoss);
    points.push({ rate, loss, smoothLoss });
    optimize(weights, gradient, rate);
  }
  return { points, suggestedRate: steepest(points), divergedAtRate: null };
}

/** Rates lie evenly on the logarithm, so differences over two steps are slopes; only what lies before the lowest loss is looked at. */
function steepest(points: readonly RangePoint[]): number | null {
  const lowest = points.reduce((low, point, index) => (point.smoothLoss < (points[low]?.smoothLoss ?? 0) ? index : low), 0);
  // Rounding is no fall.
  let [found, steepestFall]: [number | null, number] = [null, -1e-9 * (points[0]?.smoothLoss ?? 0)];
  for (let index = settling; index < Math.min(lowest, points.length - 1); index += 1) {
    const slope = (points[index + 1]?.smoothLoss ?? 0) - (points[index - 1]?.smoothLoss ?? 0);
    if (slope < steepestFall) [found, steepestFall] = [points[index]?.rate ?? null, slope];
  }
  return found;
}
