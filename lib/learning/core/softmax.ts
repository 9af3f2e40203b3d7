import { classificationReport } from './classification-report';
import { totalWeight } from './logistic';
import type { Matrix } from './matrix';
import type { TrainModel } from './train';

/** Labels are class numbers from 0 on. `l2` is λ of ½λ‖W‖², which spares the intercepts. */
export type SoftmaxData = { readonly features: Matrix; readonly labels: ArrayLike<number>; readonly classCount: number; readonly sampleWeights?: ArrayLike<number>; readonly l2?: number };

/**
 * Multinomial logistic regression: the mean, by sample weight, of ln Σ eᶻ − z of the true class, plus the penalty. Weights are class after
 * class: one a column, then the intercept. Its metric is the macro-F1 of the likeliest class, every row counting 1. The largest logit is taken out of the sum first, so logits of any finite size will do.
 * @throws RangeError for lists of another length or a label that is no class
 */
export function softmaxModel({ features, labels, classCount, sampleWeights, l2 = 0 }: SoftmaxData): TrainModel {
  const { rows: count, columns, values } = features;
  if (labels.length !== count || (sampleWeights && sampleWeights.length !== count)) throw new RangeError(`Needs ${count} of each`);
  if (Array.from(labels).some((label) => !Number.isSafeInteger(label) || label < 0 || label >= classCount)) throw new RangeError(`A label is a class from 0 to ${classCount - 1}`);
  const width = columns + 1;
  const shares = new Float64Array(classCount);
  return {
    dimension: classCount * width,
    lossAndGradient(weights, rows, gradientOut) {
      gradientOut?.fill(0);
      const total = totalWeight(rows, sampleWeights);
      let sum = 0;
      for (const row of rows) {
        const [at, label, weight] = [row * columns, labels[row] ?? 0, total > 0 ? (sampleWeights?.[row] ?? 1) / total : 0];
        writeLogits(weights, values.subarray(at, at + columns), shares);
        const trueLogit = shares[label] ?? 0;
        sum += weight * (normalise(shares) - trueLogit);
        if (!gradientOut) continue;
        for (let klass = 0; klass < classCount; klass += 1) {
          const slope = weight * ((shares[klass] ?? 0) - (klass === label ? 1 : 0));
          const from = klass * width;
          for (let column = 0; column < columns; column += 1) gradientOut[from + column] = (gradientOut[from + column] ?? 0) + slope * (values[at + column] ?? 0);
          gradientOut[from + columns] = (gradientOut[from + columns] ?? 0) + slope;
        }
      }
      let squares = 0;
      for (let index = 0; index < weights.length; index += 1) {
        const weight = index % width === columns ? 0 : (weights[index] ?? 0);
        squares += weight * weight;
        if (gradientOut) gradientOut[index] = (gradientOut[index] ?? 0) + l2 * weight;
      }
      return sum + (l2 / 2) * squares;
    },
    metric: {
      name: 'macro-f1', goodIs: 'high',
      of(weights, rows) {
        const likeliest = Array.from(rows, (row) => {
          writeLogits(weights, values.subarray(row * columns, (row + 1) * columns), shares);
          return shares.indexOf(Math.max(...shares));
        });
        return classificationReport(Array.from(rows, (row) => labels[row] ?? 0), likeliest, classCount).macroF1;
      },
    },
  };
}

/** The probability of each class; they sum to 1. */
export function softmaxShares(weights: ArrayLike<number>, features: ArrayLike<number>, classCount: number): number[] {
  const shares = new Float64Array(classCount);
  writeLogits(weights, features, shares);
  normalise(shares);
  return Array.from(shares);
}

function writeLogits(weights: ArrayLike<number>, features: ArrayLike<number>, out: Float64Array): void {
  const width = features.length + 1;
  for (let klass = 0; klass < out.length; klass += 1) {
    let logit = weights[klass * width + features.length] ?? 0;
    for (let column = 0; column < features.length; column += 1) logit += (weights[klass * width + column] ?? 0) * (features[column] ?? 0);
    out[klass] = logit;
  }
}

/** Turns logits into shares in place and answers ln Σ eᶻ. */
function normalise(logits: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) largest = Math.max(largest, logit);
  let sum = 0;
  for (let index = 0; index < logits.length; index += 1) {
    const odds = Math.exp((logits[index] ?? 0) - largest);
    logits[index] = odds;
    sum += odds;
  }
  for (let index = 0; index < logits.length; index += 1) logits[index] = (logits[index] ?? 0) / sum;
  return largest + Math.log(sum);
}
