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
