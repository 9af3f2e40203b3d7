import type { Matrix } from './matrix';
import type { TrainModel } from './train';

/**
 * Labels are 0 or 1, or the share of ones among the events a row stands for. A row counts by its sample weight (1 when left out); its
 * offset is added to its logit and not learnt. `l2` is λ of ½λ‖w‖², which spares the intercept.
 */
export type LogisticData = {
  readonly features: Matrix; readonly labels: ArrayLike<number>;
  readonly sampleWeights?: ArrayLike<number>; readonly offsets?: ArrayLike<number>; readonly l2?: number;
};

/**
 * Binary logistic regression: the mean, by sample weight, of ln(1 + eᶻ) − yz with z = w·x + intercept + offset, plus the penalty. Weights
 * are one a column, then the intercept. Mean and gradient are of the rows asked for, so a batch divides by its own weight, as
 * PyTorch's weighted losses do. Rows of no weight give the penalty alone.
 * @throws RangeError for lists of another length, a label outside 0 to 1, a negative weight
 */
export function logisticModel({ features, labels, sampleWeights, offsets, l2 = 0 }: LogisticData): TrainModel {
  const { rows: count, columns, values } = features;
  for (const list of [labels, sampleWeights, offsets]) if (list && list.length !== count) throw new RangeError(`Needs ${count} of each`);
  if (Array.from(labels).some((label) => !(label >= 0 && label <= 1))) throw new RangeError('A label lies between 0 and 1');
  if (sampleWeights && Array.from(sampleWeights).some((weight) => !(weight >= 0 && weight < Infinity))) throw new RangeError('A sample weight is 0 or more');
  return {
    dimension: columns + 1,
    lossAndGradient(weights, rows, gradientOut) {
      gradientOut?.fill(0);
      const total = totalWeight(rows, sampleWeights);
      let sum = 0;
      for (const row of rows) {
        const at = row * columns;
        let logit = (weights[columns] ?? 0) + (offsets?.[row] ?? 0);
        for (let column = 0; column < columns; column += 1) logit += (weights[column] ?? 0) * (values[at + column] ?? 0);
        const weight = total > 0 ? (sampleWeights?.[row] ?? 1) / total : 0;
        const label = labels[row] ?? 0;
        sum += weight * logLossOfLogit(logit, label);
        if (!gradientOut) continue;
        const slope = weight * (sigmoid(logit) - label);
        for (let column = 0; column < columns; column += 1) gradientOut[column] = (gradientOut[column] ?? 0) + slope * (values[at + column] ?? 0);
        gradientOut[columns] = (gradientOut[columns] ?? 0) + slope;
      }
      let squares = 0;
      for (let column = 0; column < columns; column += 1) {
        const weight = weights[column] ?? 0;
        squares += weight * weight;
        if (gradientOut) gradientOut[column] = (gradientOut[column] ?? 0) + l2 * weight;
      }
      return sum + (l2 / 2) * squares;
    },
  };
}

/** What the rows weigh together; 1 each without weights. */
export function totalWeight(rows: Int32Array, sampleWeights: ArrayLike<number> | undefined): number {
  return sampleWeights ? rows.reduce((sum, row) => sum + (sampleWeights[row] ?? 0), 0) : rows.length;
}

/** 1 / (1 + e⁻ᶻ) without overflow on either side. */
export function sigmoid(logit: number): number {
  if (logit >= 0) return 1 / (1 + Math.exp(-logit));
  const odds = Math.exp(logit);
  return odds / (1 + odds);
}

/** ln(1 + eᶻ): above 0 wherever eᶻ is, and z itself where that is large. */
export function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
}

/** ln(1 + eᶻ) − yz, the terms that cancel taken out first: exact for logits of any size. */
export function logLossOfLogit(logit: number, label: number): number {
  return (logit > 0 ? (1 - label) * logit : -label * logit) + Math.log1p(Math.exp(-Math.abs(logit)));
}
