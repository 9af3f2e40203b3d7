/** One check of a training. */
export type CurvePoint = {
  /** Updates made so far. */
  readonly step: number;
  /** The epoch the last of them belongs to, from 1 on. */
  readonly epoch: number;
  /** Its learning rate: the schedule's at `step` − 1. */
  readonly rate: number;
  /** Mean loss of the batches since the check before, each before its update. */
  readonly trainLoss: number;
  /** Null without validation rows. */
  readonly validationLoss: number | null;
  /** The model's metric on the validation rows; null without either. */
  readonly metric: number | null;
};

export const maxCurvePoints = 200;

/**
 * A curve of any length in at most 200 points: when it is full every second one goes, and from then on only every second is taken.
 * The first and the newest point are always in it.
 */
export function trainingCurve() {
  const kept: CurvePoint[] = [];
  let [seen, stride] = [0, 1];
  let newest: CurvePoint | null = null;
  return {
    add(point: CurvePoint): void {
      newest = point;
      if (seen % stride === 0) kept.push(point);
      seen += 1;
      if (kept.length < maxCurvePoints) return;
      kept.splice(0, kept.length, ...kept.filter((_, index) => index % 2 === 0));
      stride *= 2;
    },
    points: (): readonly CurvePoint[] => (newest === null || kept.at(-1) === newest ? [...kept] : [...kept, newest]),
  };
}

/** Updates until the validation loss was first at or below `target`, as far as the thinned curve tells; null: never. */
export function stepsToReach(curve: readonly CurvePoint[], target: number): number | null {
  return curve.find(({ validationLoss }) => validationLoss !== null && validationLoss <= target)?.step ?? null;
}
