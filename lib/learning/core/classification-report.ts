export type ClassificationReport = {
  readonly accuracy: number;
  /** Mean of the F1 of the classes that occur; a class that is never right counts 0. */
  readonly macroF1: number;
  /** [actual][predicted] */
  readonly confusion: readonly (readonly number[])[];
};

export function classificationReport(actual: readonly number[], predicted: readonly number[], classCount: number): ClassificationReport {
  if (actual.length !== predicted.length || actual.length === 0) throw new RangeError('Needs as many predictions as cases, and at least one');
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  actual.forEach((label, index) => {
    const row = confusion[label];
    const column = predicted[index] ?? 0;
    if (row) row[column] = (row[column] ?? 0) + 1;
  });
  const hits = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  const scores = confusion.flatMap((row, label) => {
    const support = row.reduce((sum, count) => sum + count, 0);
    if (support === 0) return [];
    const claimed = confusion.reduce((sum, other) => sum + (other[label] ?? 0), 0);
    return [(2 * (row[label] ?? 0)) / (support + claimed)];
  });
  return { accuracy: hits / actual.length, macroF1: scores.reduce((sum, score) => sum + score, 0) / scores.length, confusion };
}

/** No probability counts as smaller: one case given none at all would otherwise make the mean infinite. */
const smallestProbability = 1e-6;

/**
 * Mean of −ln of the probability given to what happened, in nats: 0 for certainty that was right, ln(classes) for knowing nothing. Unlike
 * accuracy it asks whether the probabilities can be believed.
 * @throws RangeError without a case, or for another number of predictions
 */
export function logLoss(actual: readonly number[], predicted: readonly (readonly number[])[]): number {
  if (actual.length !== predicted.length || actual.length === 0) throw new RangeError('Needs as many predictions as cases, and at least one');
  return actual.reduce((sum, label, index) => sum + caseLoss(predicted[index], label), 0) / actual.length;
}

/** −ln of the probability given to what happened, of one case. */
export function caseLoss(shares: readonly number[] | undefined, label: number): number {
  return -Math.log(Math.max(smallestProbability, shares?.[label] ?? 0));
}

/**
 * Mean of the F1 over all classes, from counts by actual (row) and named class, row after row. A class that neither happened nor was named counts 0, where the
 * report leaves it out: so figures of parts that lack a class stay comparable.
 */
export function macroF1Of(counts: ArrayLike<number>, classCount: number): number {
  let sum = 0;
  for (let klass = 0; klass < classCount; klass += 1) {
    let both = 0;
    for (let other = 0; other < classCount; other += 1) both += (counts[klass * classCount + other] ?? 0) + (counts[other * classCount + klass] ?? 0);
    sum += both > 0 ? (2 * (counts[klass * classCount + klass] ?? 0)) / both : 0;
  }
  return sum / classCount;
}
