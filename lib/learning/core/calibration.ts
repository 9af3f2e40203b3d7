import { trainSpec } from '../schema';
import { rowsBetween } from './matrix';
import { train } from './train';

/** p'ᵢ ∝ exp(slope · ln pᵢ + offsetᵢ): plain JSON. */
export type Calibration = { readonly slope: number; readonly offsets: readonly number[] };

const smallest = 1e-6;
/** A class without a single vote is unlikely, not impossible: of how few neighbours there are its share says nothing finer than this. */
const leastShare = 1e-2;
const enoughCases = 100;
/** Pull to leaving the shares as they are: with little to learn from little is changed. */
const l2 = 1e-2;
const epochs = 300;

/**
 * Vector scaling with one slope (Guo et al. 2017): learns from shares that were given and what happened how far to believe them. They must not come
 * from a model that saw these labels. Null with too few.
 */
export function fitCalibration(shares: readonly (readonly number[])[], labels: readonly number[]): Calibration | null {
  const classCount = shares[0]?.length ?? 0;
  if (shares.length < enoughCases || classCount === 0) return null;
  const logs = shares.map((row) => row.map((share) => Math.log(leastShare + share)));
  const start = [1, ...new Array<number>(classCount).fill(0)];
  const trained = train({
    dimension: classCount + 1,
    lossAndGradient(weights, rows, gradientOut) {
      gradientOut?.fill(0);
      let loss = 0;
      const calibration = { slope: weights[0] ?? 1, offsets: Array.from(weights.subarray(1)) };
      for (const row of rows) {
        const label = labels[row] ?? 0;
        const given = scaled(calibration, logs[row] ?? []);
        loss -= Math.log(Math.max(smallest, given[label] ?? 0)) / rows.length;
        given.forEach((share, klass) => {
          const slope = (share - (klass === label ? 1 : 0)) / rows.length;
          if (!gradientOut) return;
          gradientOut[0] = (gradientOut[0] ?? 0) + slope * (logs[row]?.[klass] ?? 0);
          gradientOut[klass + 1] = (gradientOut[klass + 1] ?? 0) + slope;
        });
      }
      weights.forEach((weight, index) => {
        const away = weight - (start[index] ?? 0);
        loss += (l2 / 2) * away * away;
        if (gradientOut) gradientOut[index] = (gradientOut[index] ?? 0) + l2 * away;
      });
      return loss;
    },
  }, { train: rowsBetween(0, shares.length), validation: new Int32Array(0) }, trainSpec.parse({ optimizer: { kind: 'adam' }, schedule: { kind: 'cosine', rate: 0.05, tMax: epochs }, epochs, batchSize: shares.length }), { start });
  // A slope below zero would turn the order of the classes around: then nothing was learnt.
  return trained.ok && (trained.weights[0] ?? 0) > 0 ? { slope: trained.weights[0] ?? 1, offsets: trained.weights.slice(1) } : null;
}

/** The shares as they are believed; they sum to 1. */
export function calibrate(calibration: Calibration, shares: readonly number[]): number[] {
  return scaled(calibration, shares.map((share) => Math.log(leastShare + share)));
}

function scaled({ slope, offsets }: Calibration, logs: readonly number[]): number[] {
  const logits = logs.map((log, klass) => slope * log + (offsets[klass] ?? 0));
  const largest = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - largest));
  const sum = odds.reduce((total, each) => total + each, 0);
  return odds.map((each) => each / sum);
}

/** Of the predictions of one bin: what was promised on average, what happened, and how many there were. */
export type ReliabilityBin = { readonly from: number; readonly promised: number; readonly happened: number; readonly count: number };
export type Reliability = { /** Mean over all predictions of |promised − happened| of their bin. */ readonly ece: number; readonly bins: readonly ReliabilityBin[] };

/** Promises kept: the probability of every class of every case against whether it came true, in bins of equal width (class-wise ECE, Kull et al. 2019). */
export function reliabilityOf(probabilities: readonly (readonly number[])[], labels: readonly number[], binCount = 10): Reliability {
  const sums = Array.from({ length: binCount }, () => ({ promised: 0, happened: 0, count: 0 }));
  probabilities.forEach((row, index) => {
    row.forEach((probability, klass) => {
      const bin = sums[Math.min(binCount - 1, Math.floor(probability * binCount))];
      if (!bin) return;
      bin.promised += probability;
      bin.happened += labels[index] === klass ? 1 : 0;
      bin.count += 1;
    });
  });
  const total = sums.reduce((sum, bin) => sum + bin.count, 0);
  const bins = sums.flatMap(({ promised, happened, count }, index): ReliabilityBin[] => (count === 0 ? [] : [{ from: index / binCount, promised: promised / count, happened: happened / count, count }]));
  return { ece: bins.reduce((sum, bin) => sum + (bin.count / Math.max(1, total)) * Math.abs(bin.promised - bin.happened), 0), bins };
}

/** The chance that a random positive scores above a random negative, ties counting half (Mann & Whitney 1947). Null without one of either. */
export function areaUnderCurve(scores: readonly number[], isPositive: readonly boolean[]): number | null {
  const order = scores.map((score, index) => ({ score, isPositive: isPositive[index] ?? false })).toSorted((a, b) => a.score - b.score);
  const positives = order.filter((each) => each.isPositive).length;
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    let end = from;
    while (end < order.length && order[end]?.score === order[from]?.score) end += 1;
    for (let at = from; at < end; at += 1) if (order[at]?.isPositive) rankSum += (from + 1 + end) / 2;
    from = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
