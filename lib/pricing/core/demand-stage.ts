import { believe, bestArm, bestOffset, expectedShare, expectedShares, gridIndex, isotonicShares, standardPool, type DemandBelief, type DemandPool, type PriceArm, type PriceEvidence } from '@/lib/learning';
import type { DemandEvidence } from '../schema';
import type { PricePeriod } from './demand-people';
import type { DemandParameters } from './price-parameters';

export type DemandStage = {
  /** What demand multiplies the suggestion by; exactly 1 without evidence. */
  readonly factor: number;
  readonly evidence: DemandEvidence;
  readonly belief: DemandBelief;
  /** Prices of the non-parametric fallback, when that is used. */
  readonly arms: readonly PriceArm[] | null;
};

/** Views that the expectation of all listings is worth before a listing's own count. */
export const fadeViews = 10;
/** From so many views on the shapes have to prove themselves against a fit that assumes nothing but that demand falls. */
const gateViews = 100;
/** By so much log loss in all the fallback has to be better. */
const gateMargin = 2;
const [armCount, armSpan] = [16, 1.4];

/** The income approach: from the price suggested so far to the one that earns most by what buyers did. */
export function demandStage(referenceMinor: number, periods: readonly PricePeriod[], parameters: DemandParameters | null, isPublished: boolean): DemandStage {
  const pool: DemandPool = parameters ?? standardPool;
  const reference = Math.log(referenceMinor);
  const rows = periods.filter(({ priceMinor, views }) => priceMinor > 0 && views > 0).map(({ priceMinor, views, buys }): PriceEvidence => ({ logPrice: Math.log(priceMinor), views, buys }));
  const [views, buys] = [rows.reduce((sum, row) => sum + row.views, 0), rows.reduce((sum, row) => sum + row.buys, 0)];
  const { usual, caution } = usualOf(pool);
  const usualBuys = rows.reduce((sum, row) => sum + row.views * (usual[gridIndex(row.logPrice, reference)] ?? 0), 0);
  const belief = believe(pool, reference, rows);
  const none = (reason: DemandEvidence['reason']): DemandStage => ({ factor: 1, belief, arms: null, evidence: { method: 'none', reason, views, buys, usualBuys: round(usualBuys) } });
  if (!parameters) return none('no-model');
  if (!isPublished) return none('not-published');
  if (views === 0) return none('no-views');
  if (isMisfit(pool, reference, rows, usual)) {
    const arms = armsOf(usual, reference, rows);
    const arm = arms[bestArm(arms)];
    return { factor: Math.exp((arm?.logPrice ?? reference) - reference), belief, arms, evidence: { method: 'isotonic', reason: 'used', views, buys, usualBuys: round(usualBuys) } };
  }
  // A cautious price under pure expectation lies a little below the middle; that is no evidence, and fades as evidence comes.
  return { factor: Math.exp(bestOffset(belief) - caution * (fadeViews / (fadeViews + views))), belief, arms: null, evidence: { method: 'logit', reason: 'used', views, buys, usualBuys: round(usualBuys) } };
}

type Usual = { /** Share of buyers at each step of the grid before any view. */ readonly usual: Float64Array; /** How far below the reference the best price then lies. */ readonly caution: number };
const known = new WeakMap<DemandPool, Usual>();

/** What is expected of a listing nobody has seen; the same wherever its reference lies. */
function usualOf(pool: DemandPool): Usual {
  const found = known.get(pool);
  if (found) return found;
  const neutral = believe({ ...pool, shift: 0 }, 0, []);
  const made = { usual: expectedShares(neutral), caution: bestOffset(neutral) };
  known.set(pool, made);
  return made;
}

/** Sixteen prices from a quarter to four times the reference, evenly in logarithms, each with the evidence nearest to it. @param usual share of buyers at each step of the grid before any view */
export function armsOf(usual: Float64Array, reference: number, rows: readonly PriceEvidence[]): PriceArm[] {
  const arms = Array.from({ length: armCount }, (_, index) => {
    const logPrice = reference - armSpan + (2 * armSpan * index) / (armCount - 1);
    return { logPrice, prior: usual[gridIndex(logPrice, reference)] ?? 0, views: 0, buys: 0 };
  });
  for (const row of rows) {
    const nearest = arms.reduce((best, arm) => (Math.abs(arm.logPrice - row.logPrice) < Math.abs(best.logPrice - row.logPrice) ? arm : best));
    nearest.views += row.views;
    nearest.buys += row.buys;
  }
  return arms;
}

/** Each price predicted from those before it, by the shapes and by the falling fit: whether the shapes are worse at it. */
function isMisfit(pool: DemandPool, reference: number, rows: readonly PriceEvidence[], usual: Float64Array): boolean {
  if (rows.length < 2 || rows.reduce((sum, row) => sum + row.views, 0) < gateViews) return false;
  let advantage = 0;
  rows.forEach((row, index) => {
    const before = rows.slice(0, index);
    const arms = armsOf(usual, reference, before);
    const shares = isotonicShares(arms);
    const nearest = arms.reduce((best, arm, at) => (Math.abs(arm.logPrice - row.logPrice) < Math.abs((arms[best]?.logPrice ?? 0) - row.logPrice) ? at : best), 0);
    advantage += logLoss(row, expectedShare(believe(pool, reference, before), gridIndex(row.logPrice, reference))) - logLoss(row, shares[nearest] ?? 0);
  });
  return advantage > gateMargin;
}

function logLoss({ views, buys }: PriceEvidence, share: number): number {
  const bounded = Math.min(1 - 1e-4, Math.max(1e-4, share));
  return -buys * Math.log(bounded) - (views - buys) * Math.log1p(-bounded);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
