import { checkPlans, type MenuPlan, type MenuWhole } from './check-plans';
import type { Undercut } from './check-menu';

export type FairRange = {
  readonly lowMinor: number;
  readonly highMinor: number;
  /** What would undercut this plan just above the range, and whom this plan would undercut just below it. */
  readonly above: Undercut | null;
  readonly below: Undercut | null;
};

/**
 * Which prices of one plan leave the menu without arbitrage while the others stay. Dearer only ever hurts the plan itself and cheaper only the others,
 * so what is fair is one range, found by bisection. Null when there is none: the others are at odds among themselves. `maxMinor`: the dearest price there is.
 */
export function fairRange(plans: readonly MenuPlan[], id: string, { whole, maxMinor }: { readonly whole: MenuWhole; readonly maxMinor: number }): FairRange | null {
  const at = (priceMinor: number): readonly Undercut[] => checkPlans(plans.map((plan) => (plan.id === id ? { ...plan, priceMinor } : plan)), whole);
  const own = (priceMinor: number): Undercut | null => at(priceMinor).find((undercut) => undercut.id === id) ?? null;
  const others = (priceMinor: number): Undercut | null => at(priceMinor).find((undercut) => undercut.id !== id) ?? null;
  // A price of nothing is a case of its own (what is free counts once), so the search begins at one.
  if (others(maxMinor) || own(1)) return null;
  const highMinor = own(maxMinor) ? bisect(1, maxMinor, (price) => own(price) === null) : maxMinor;
  const lowMinor = others(1) ? bisect(1, maxMinor, (price) => others(price) !== null) + 1 : 1;
  if (lowMinor > highMinor) return null;
  return { lowMinor, highMinor, above: highMinor < maxMinor ? own(highMinor + 1) : null, below: lowMinor > 1 ? others(lowMinor - 1) : null };
}

/** The largest number for which `holds` is true; it is at `low` and is not at `high`. */
function bisect(low: number, high: number, holds: (value: number) => boolean): number {
  let [yes, no] = [low, high];
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2);
    if (holds(middle)) yes = middle; else no = middle;
  }
  return yes;
}
