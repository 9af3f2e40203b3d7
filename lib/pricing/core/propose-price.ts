import { maxAmountMinor } from '@/lib/shared/money';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { PricePolicy } from '../schema';
import { nicePrice } from './nice-price';

export const standardPolicy: PricePolicy = { floorMinor: null, ceilingMinor: null, isAutomatic: false, isExploring: false };

/** A change is at most so much of the price, and comes at least so long after the last one, whoever made that. */
export const weeklyStep = 0.15;
export const restMilliseconds = 7 * 24 * 60 * 60 * 1000;
/** Exploration stays within so much of the price that stands. */
export const explorationStep = 0.1;
/** Smaller changes are not worth a notice. */
const leastChange = 0.03;
const minPriceMinor = 100;

export type ProposalFacts = {
  readonly currentMinor: number;
  /** What earns most by what is known. */
  readonly targetMinor: number;
  /** A price drawn to learn from, where the seller allows that. */
  readonly exploredMinor: number | null;
  readonly policy: PricePolicy;
  readonly sinceChangeMilliseconds: number;
};
export type Step = { readonly toMinor: number; readonly limit: 'floor' | 'ceiling' | 'weekly-step' | null };

/**
 * One public step toward the target, within the seller's bounds and the week's: null when it is too early, too small, or the price is free.
 * Refuses a floor above the ceiling.
 */
export function proposePrice({ currentMinor, targetMinor, exploredMinor, policy, sinceChangeMilliseconds }: ProposalFacts): Result<Step | null> {
  const { floorMinor, ceilingMinor, isExploring } = policy;
  if (floorMinor !== null && ceilingMinor !== null && floorMinor > ceilingMinor) return refuse('price-floor-above-ceiling', { field: 'floorMinor' });
  if (![currentMinor, targetMinor, exploredMinor ?? 0].every(Number.isFinite)) return refuse('price-not-finite');
  if (currentMinor <= 0 || sinceChangeMilliseconds < restMilliseconds) return ok(null);
  const isExplored = isExploring && exploredMinor !== null;
  const wanted = isExplored ? clamp(exploredMinor, currentMinor * (1 - explorationStep), currentMinor * (1 + explorationStep)) : targetMinor;
  const stepped = clamp(wanted, currentMinor * (1 - weeklyStep), currentMinor * (1 + weeklyStep));
  // What costs less than prices usually do rises by steps like any other.
  const low = Math.max(floorMinor ?? 0, Math.min(minPriceMinor, currentMinor));
  const high = Math.min(ceilingMinor ?? maxAmountMinor, maxAmountMinor);
  if (low > high) return refuse('price-floor-above-ceiling', { field: 'floorMinor' });
  const bounded = clamp(stepped, low, high);
  const change = (minor: number): number => minor / currentMinor - 1;
  if (Math.abs(change(bounded)) < leastChange) return ok(null);
  const nice = nicePrice(bounded);
  // A price tag's rounding may neither leave the bounds, nor turn the step around, nor swallow it: between two tags a price would stand for ever.
  const isWithin = nice >= low && nice <= high && change(nice) * Math.sign(change(bounded)) >= leastChange && Math.abs(change(nice)) <= (isExplored ? explorationStep : weeklyStep);
  const toMinor = isWithin ? nice : Math.round(clamp(bounded, Math.ceil(low), Math.floor(high)));
  if (Math.abs(change(toMinor)) < leastChange) return ok(null);
  const limit = bounded > stepped ? 'floor' : bounded < stepped ? 'ceiling' : stepped === wanted ? null : 'weekly-step';
  return ok({ toMinor, limit });
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
