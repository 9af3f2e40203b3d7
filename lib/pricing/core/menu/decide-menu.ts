import { ok, refuse, type Result } from '@/lib/shared/result';
import type { PlanInput } from '../../menu-schema';
import { checkPlans, type MenuPlan } from './check-plans';

/** A plan as it is typed, named by its place. */
export function toMenuPlan(plan: PlanInput, index: number): MenuPlan {
  const id = String(index);
  switch (plan.kind) {
    case 'ONE_OFF': return { id, kind: plan.kind, share: plan.share, term: null, priceMinor: plan.priceMinor, capMinor: null, freeRows: null };
    case 'SUBSCRIPTION': return { id, kind: plan.kind, share: plan.share, term: plan.term, priceMinor: plan.priceMinor, capMinor: null, freeRows: null };
    case 'USAGE': return { id, kind: plan.kind, share: 10_000, term: null, priceMinor: plan.priceMinor, capMinor: plan.capMinor, freeRows: plan.freeRows };
    case 'FREE': return { id, kind: plan.kind, share: plan.share, term: null, priceMinor: 0, capMinor: null, freeRows: null };
    case 'ON_REQUEST': return { id, kind: plan.kind, share: 10_000, term: null, priceMinor: 0, capMinor: null, freeRows: null };
  }
}

/** Whether a menu can be offered around a whole price: no two lines alike, and nothing that another way undercuts. */
export function decideMenu(plans: readonly PlanInput[], whole: { readonly priceMinor: number; readonly rowCount: number }): Result<null> {
  const seen = new Set<string>();
  for (const [index, plan] of plans.entries()) {
    const key = `${plan.kind} ${'share' in plan ? plan.share : ''} ${'term' in plan ? plan.term : ''}`;
    if (seen.has(key)) return refuse('plan-twice', { field: `plans.${index}` });
    seen.add(key);
  }
  const [undercut] = checkPlans(plans.map(toMenuPlan), whole);
  if (!undercut) return ok(null);
  const place = (id: string): string => (id === 'whole' ? '100%' : String(Number(id) + 1));
  return refuse('menu-undercut', { field: `plans.${undercut.id}`, params: { plan: place(undercut.id), by: undercut.cover.map(place).join(' + '), coverMinor: undercut.coverMinor, priceMinor: undercut.priceMinor } });
}
