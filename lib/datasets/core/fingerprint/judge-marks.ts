/** How sure a naming has to be, in standard deviations: below it nobody is named. */
export const namingZ = 6;

export type Judged<Right> = { readonly right: Right; readonly agreeing: number; readonly cells: number; readonly z: number };

/** How far a right's bits agree with a copy beyond chance: (agreeing - n/2) / sqrt(n/4). */
export function judge<Right>(right: Right, agreeing: number, cells: number): Judged<Right> {
  return { right, agreeing, cells, z: cells === 0 ? 0 : (agreeing - cells / 2) / Math.sqrt(cells / 4) };
}

/**
 * The chance that any of `rights` innocent ones would reach this z: Hoeffding's bound exp(-z^2 / 2) for one (Hoeffding 1963, theorem 1, for sums of independent bits),
 * times their number. It assumes nothing of the copy.
 */
export function falseAccusationBound(z: number, rights: number): number {
  return z <= 0 ? 1 : Math.min(1, rights * Math.exp((-z * z) / 2));
}
