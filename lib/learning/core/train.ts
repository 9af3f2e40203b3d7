import { seededRandom, type Random } from '@/lib/shared/seeded-random';
import type { TrainSpec } from '../schema';
import { followSchedule } from './follow-schedule';
import { createOptimizer } from './optimizer';
import { trainingCurve, type CurvePoint } from './training-curve';

/** What a model is judged by, beside the loss it descends: what people read. `goodIs` says which way is better. */
export type TrainMetric = { readonly name: 'macro-f1' | 'brier'; readonly goodIs: 'high' | 'low' };
/**
 * What can be trained: how many weights there are, and the mean loss of some rows, whose gradient is written over `gradientOut` (null: not
 * wanted). Where it has a metric, `of` is that of some rows, at least one.
 */
export type TrainModel = {
  readonly dimension: number; readonly lossAndGradient: (weights: Float64Array, rows: Int32Array, gradientOut: Float64Array | null) => number;
  readonly metric?: TrainMetric & { readonly of: (weights: Float64Array, rows: Int32Array) => number };
};
/** Row numbers as the model counts them. */
export type TrainRows = { readonly train: Int32Array; readonly validation: Int32Array };
/** `start`: weights to begin with, else zeros. `onCheck` hears every check, also those the curve leaves out. */
export type TrainOptions = { readonly start?: ArrayLike<number>; readonly onCheck?: (point: CurvePoint) => void };

/** Plain JSON. `validationLoss` and `metric` (on the validation rows) are those of the weights given back: with early stopping the best ones, of update `bestStep`. */
export type Trained = {
  readonly ok: true; readonly weights: readonly number[]; readonly steps: number; readonly bestStep: number; readonly stoppedBy: 'epochs' | 'patience';
  readonly trainLoss: number; readonly validationLoss: number | null; readonly metric: (TrainMetric & { readonly value: number }) | null; readonly curve: readonly CurvePoint[];
};
/** A loss or a weight was no longer a finite number at update `step` (from 1 on). */
export type Diverged = { readonly ok: false; readonly reason: 'diverged'; readonly step: number; readonly curve: readonly CurvePoint[] };

/**
 * Mini-batch training: rows in a new order each epoch (Fisher-Yates from the seed; as they come where one batch holds all), one update a
 * batch at the schedule's rate of that step. The same arguments give the same result, bit for bit.
 * @throws RangeError without training rows, for early stopping without validation rows, or a start of another length
 */
export function train(model: TrainModel, rows: TrainRows, spec: TrainSpec, { start, onCheck }: TrainOptions = {}): Trained | Diverged {
  if (rows.train.length === 0) throw new RangeError('Training needs at least one row');
  if (spec.stopping && rows.validation.length === 0) throw new RangeError('Early stopping needs validation rows');
  if (start && start.length !== model.dimension) throw new RangeError(`The start needs ${model.dimension} weights`);
  const weights = start ? Float64Array.from(start) : new Float64Array(model.dimension);
  const gradient = new Float64Array(model.dimension);
  const [optimize, schedule, random, curve] = [createOptimizer(spec.optimizer, model.dimension), followSchedule(spec.schedule), seededRandom(spec.seed), trainingCurve()];
  const order = rows.train.slice();
  const stepsPerEpoch = Math.ceil(order.length / spec.batchSize);
  const [lastStep, every] = [stepsPerEpoch * spec.epochs, spec.checkEvery ?? stepsPerEpoch];
  const best = { weights: weights.slice(), loss: Number.POSITIVE_INFINITY, step: 0, badChecks: 0 };
  const metricOf = (of: Float64Array): number | null => (model.metric && rows.validation.length > 0 ? model.metric.of(of, rows.validation) : null);
  const diverged = (at: number): Diverged => ({ ok: false, reason: 'diverged', step: at, curve: curve.points() });
  let [step, lossSum, lossCount, trainLoss] = [0, 0, 0, 0];
  let validationLoss: number | null = null;
  while (step < lastStep && !(spec.stopping && best.badChecks >= spec.stopping.patience)) {
    const place = (step % stepsPerEpoch) * spec.batchSize;
    if (place === 0 && stepsPerEpoch > 1) shuffle(order, random);
    const rate = schedule.rateOf(step);
    const loss = model.lossAndGradient(weights, order.subarray(place, place + spec.batchSize), gradient);
    step += 1;
    if (!Number.isFinite(loss)) return diverged(step);
    optimize(weights, gradient, rate);
    lossSum += loss;
    lossCount += 1;
    if (step % every !== 0 && step !== lastStep) continue;
    validationLoss = rows.validation.length > 0 ? model.lossAndGradient(weights, rows.validation, null) : null;
    if (!Number.isFinite(validationLoss ?? 0) || !weights.every(Number.isFinite)) return diverged(step);
    [trainLoss, lossSum, lossCount] = [lossSum / lossCount, 0, 0];
    const point = { step, epoch: Math.ceil(step / stepsPerEpoch), rate, trainLoss, validationLoss, metric: metricOf(weights) };
    curve.add(point);
    onCheck?.(point);
    schedule.observe(validationLoss ?? trainLoss);
    if (!spec.stopping || validationLoss === null) continue;
    best.badChecks += 1;
    if (validationLoss < best.loss - spec.stopping.minDelta) {
      [best.loss, best.step, best.badChecks] = [validationLoss, step, 0];
      best.weights.set(weights);
    }
  }
  const stoppedBy = step < lastStep ? 'patience' : 'epochs';
  const kept = spec.stopping ? best.weights : weights;
  const value = metricOf(kept);
  const metric = model.metric && value !== null ? { name: model.metric.name, goodIs: model.metric.goodIs, value } : null;
  const result = { ok: true, steps: step, stoppedBy, trainLoss, curve: curve.points(), weights: Array.from(kept), metric } as const;
  return spec.stopping ? { ...result, bestStep: best.step, validationLoss: best.loss } : { ...result, bestStep: step, validationLoss };
}

/** Fisher & Yates, Durstenfeld's form. */
export function shuffle(numbers: Int32Array, random: Random): void {
  for (let last = numbers.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = numbers[last] ?? 0;
    numbers[last] = numbers[other] ?? 0;
    numbers[other] = held;
  }
}
