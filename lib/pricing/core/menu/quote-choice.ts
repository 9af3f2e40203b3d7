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

/** The menu at today's price of the whole: what was set follows it in proportion. */
export function plansToday(plans: readonly SetPlan[], wholeMinor: number): readonly MenuPlan[] {
  return plans.map(({ setAtMinor, ...plan }) => {
    const scale = (amountMinor: number): number => (wholeMinor === 0 || setAtMinor === 0 ? 0 : scalePrice(amountMinor, { setAtMinor, wholeMinor }));
    return { ...plan, priceMinor: scale(plan.priceMinor), capMinor: plan.capMinor === null ? null : scale(plan.capMinor) };
  });
}

/**
 * What one plan costs and gives. Rows by use never cost more than the cheapest tier for good that holds as many. Null for a plan that can't be
 * bought like this: on request, or by use without a number of rows within the table.
 */
export function quoteChoice(plan: MenuPlan, { rows, menu, wholeMinor, rowCount }: { readonly rows: number | null; readonly menu: readonly MenuPlan[]; readonly wholeMinor: number; readonly rowCount: number }): QuotedChoice | null {
  const { kind, share, term, priceMinor } = plan;
  if (kind === 'ON_REQUEST') return null;
  if (kind !== 'USAGE') return rows === null ? { kind, share, rowLimit: null, term, listMinor: kind === 'FREE' ? 0 : priceMinor } : null;
  if (rows === null || rows < 1 || rows > rowCount || plan.capMinor === null) return null;
  const tiers = menu.filter((other) => other.kind === 'ONE_OFF' && rowsOfShare(other.share, rowCount) >= rows).map((other) => other.priceMinor);
  const byUse = usagePrice({ perThousandMinor: priceMinor, freeRows: plan.freeRows ?? 0, capMinor: plan.capMinor }, rows);
  return { kind, share: 10_000, rowLimit: rows, term: null, listMinor: Math.min(byUse, wholeMinor, ...tiers) };
}

/** Rows that a right holds of a table: a number of them, or a share. */
export function rowsHeld({ share, rowLimit }: { readonly share: number; readonly rowLimit: number | null }, rowCount: number): number {
  return rowLimit === null ? rowsOfShare(share, rowCount) : Math.min(rowLimit, rowCount);
}
