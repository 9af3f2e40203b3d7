import { scalePrice } from './scale-price';
import { rowsOfShare, usagePrice } from './usage-price';
import type { MenuPlan, PlanTerm } from './check-plans';

/** A plan as it stands on a menu: the price it was given, and the price of the whole at that time. */
export type SetPlan = MenuPlan & { readonly setAtMinor: number };

export type QuotedChoice = {
  readonly kind: 'ONE_OFF' | 'SUBSCRIPTION' | 'USAGE' | 'FREE';
  readonly share: number;
  /** How many rows in all when they were taken by number; null: by share. */
  readonly rowLimit: number | null;
  readonly term: PlanTerm | null;
  /** For who holds nothing yet. */
  readonly listMinor: number;
};

/** The menu at today's price of the whole: what was set follows it in proportion. What was priced beside a free whole has nothing to follow and is not offered. */
export function plansToday(plans: readonly SetPlan[], wholeMinor: number): readonly MenuPlan[] {
  return plans.filter((plan) => plan.setAtMinor > 0 || plan.priceMinor === 0).map(({ setAtMinor, ...plan }) => {
    const scale = (amountMinor: number): number => (wholeMinor === 0 || setAtMinor === 0 ? 0 : scalePrice(amountMinor, { setAtMinor, wholeMinor }));
    return { ...plan, priceMinor: scale(plan.priceMinor), capMinor: plan.capMinor === null ? null : scale(plan.capMinor) };
  });
}

/**
 * What one plan costs and gives. Rows by use never cost more than the cheapest tier for good that holds as many, nor, beyond the free ones, less than a tier
 * that they contain: so neither gets around the other when prices were rounded or the table has another number of rows than when they were set. Null for a plan that
 * can't be bought like this: on request, or by use without a number of rows within the table.
 */
export function quoteChoice(plan: MenuPlan, { rows, menu, wholeMinor, rowCount }: { readonly rows: number | null; readonly menu: readonly MenuPlan[]; readonly wholeMinor: number; readonly rowCount: number }): QuotedChoice | null {
  const { kind, share, term, priceMinor } = plan;
  if (kind === 'ON_REQUEST') return null;
  if (kind !== 'USAGE') return rows === null ? { kind, share, rowLimit: null, term, listMinor: kind === 'FREE' ? 0 : priceMinor } : null;
  if (rows === null || rows < 1 || rows > rowCount || plan.capMinor === null) return null;
  const tiers = [{ held: rowCount, priceMinor: wholeMinor }, ...menu.filter((other) => other.kind === 'ONE_OFF').map((other) => ({ held: rowsOfShare(other.share, rowCount), priceMinor: other.priceMinor }))];
  const freeRows = plan.freeRows ?? 0;
  const byUse = usagePrice({ perThousandMinor: priceMinor, freeRows, capMinor: plan.capMinor }, rows);
  const contained = rows <= freeRows ? [] : tiers.filter(({ held }) => held <= rows);
  const atLeast = Math.max(byUse, ...contained.map((tier) => tier.priceMinor));
  return { kind, share: 10_000, rowLimit: rows, term: null, listMinor: Math.min(atLeast, ...tiers.filter(({ held }) => held >= rows).map((tier) => tier.priceMinor)) };
}

/** Rows that a right holds of a table: a number of them, or a share. */
export function rowsHeld({ share, rowLimit }: { readonly share: number; readonly rowLimit: number | null }, rowCount: number): number {
  return rowLimit === null ? rowsOfShare(share, rowCount) : Math.min(rowLimit, rowCount);
}
