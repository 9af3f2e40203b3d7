import { cheapestCover, type MenuItem, type Undercut } from './check-menu';
import { rowsOfShare, usagePrice } from './usage-price';

export type PlanTerm = 'MONTH' | 'YEAR';

/** One line of a listing's menu. `priceMinor`: once, per term, or for each thousand rows (USAGE). `share` in hundredths of a percent. */
export type MenuPlan = {
  readonly id: string;
  readonly kind: 'ONE_OFF' | 'SUBSCRIPTION' | 'USAGE' | 'FREE' | 'ON_REQUEST';
  readonly share: number;
  readonly term: PlanTerm | null;
  readonly priceMinor: number;
  readonly capMinor: number | null;
  readonly freeRows: number | null;
};

/** What the menu stands around: everything for good, at the listing's price. */
export type MenuWhole = { readonly priceMinor: number; readonly rowCount: number };

export const wholeId = 'whole';
const monthsOfYear = 12;

/**
 * Every plan that something else on the menu undercuts. What lasts longer covers what lasts shorter (for good > a year > a month), twelve months cover a
 * year, several shares cover their sum, and what is free counts once. Rows by use are for good and held against each line by themselves: they begin with the same rows.
 * Where the whole is free it undercuts every line that costs something.
 */
export function checkPlans(plans: readonly MenuPlan[], whole: MenuWhole): readonly Undercut[] {
  if (whole.priceMinor === 0) return plans.filter((plan) => plan.priceMinor > 0).map(({ id, priceMinor }) => ({ id, cover: [wholeId], coverMinor: 0, priceMinor }));
  const found: Undercut[] = [];
  for (const target of targetsOf(plans, whole)) {
    const { item } = target;
    if (item.priceMinor === 0) continue;
    const cover = cheapestCover(target.others, item.share);
    const byUse = usageCover(plans, item, whole);
    const best = byUse && (!cover || byUse.coverMinor < cover.coverMinor) ? byUse : cover;
    if (best && best.coverMinor < item.priceMinor) found.push({ id: item.id, cover: best.ids, coverMinor: best.coverMinor, priceMinor: item.priceMinor });
  }
  return found;
}

type Target = { readonly item: MenuItem; readonly others: readonly MenuItem[] };

function targetsOf(plans: readonly MenuPlan[], whole: MenuWhole): readonly Target[] {
  const itemOf = ({ id, share, priceMinor }: MenuPlan, times = 1): MenuItem => ({ id, share, priceMinor: priceMinor * times });
  const good: MenuItem[] = [
    { id: wholeId, share: 10_000, priceMinor: whole.priceMinor },
    ...plans.filter((plan) => plan.kind === 'ONE_OFF' || plan.kind === 'FREE').map((plan) => itemOf(plan)),
  ];
  const [years, months] = (['YEAR', 'MONTH'] as const).map((term) => plans.filter((plan) => plan.kind === 'SUBSCRIPTION' && plan.term === term));
  const yearly = (years ?? []).map((plan) => itemOf(plan));
  const monthly = (months ?? []).map((plan) => itemOf(plan));
  const twelve = (months ?? []).map((plan) => itemOf(plan, monthsOfYear));
  const against = (targets: readonly MenuItem[], offers: readonly MenuItem[]): Target[] => targets.map((item) => ({ item, others: offers.filter((other) => other !== item) }));
  return [...against(good, good), ...against(yearly, [...good, ...yearly, ...twelve]), ...against(monthly, [...good, ...yearly, ...monthly])];
}

function usageCover(plans: readonly MenuPlan[], { share }: MenuItem, { rowCount }: MenuWhole): { readonly ids: readonly string[]; readonly coverMinor: number } | null {
  let best: { ids: readonly string[]; coverMinor: number } | null = null;
  for (const plan of plans) {
    if (plan.kind !== 'USAGE' || plan.capMinor === null) continue;
    const coverMinor = usagePrice({ perThousandMinor: plan.priceMinor, freeRows: plan.freeRows ?? 0, capMinor: plan.capMinor }, rowsOfShare(share, rowCount));
    if (!best || coverMinor < best.coverMinor) best = { ids: [plan.id], coverMinor };
  }
  return best;
}
