import { believe, bestArm, bestOffset, isotonicShares, shareAt, standardPool, type DemandBelief, type DemandPool, type PriceArm, type PriceEvidence } from '@/lib/learning';
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
const fadeViews = 10;
/** From so many views on the shapes have to prove themselves against a fit that assumes nothing but that demand falls. */
const gateViews = 100;
/** By so much log loss in all the fallback has to be better. */
const gateMargin = 2;
const [armCount, armSpan] = [12, 1.2];

/** The income approach: from the price suggested so far to the one that earns most by what buyers did. */
export function demandStage(referenceMinor: number, periods: readonly PricePeriod[], parameters: DemandParameters | null, isPublished: boolean): DemandStage {
  const pool: DemandPool = parameters ?? standardPool;
  const reference = Math.log(referenceMinor);
  const rows = periods.filter(({ priceMinor, views }) => priceMinor > 0 && views > 0).map(({ priceMinor, views, buys }): PriceEvidence => ({ logPrice: Math.log(priceMinor), views, buys }));
  const [views, buys] = [rows.reduce((sum, row) => sum + row.views, 0), rows.reduce((sum, row) => sum + row.buys, 0)];
  const neutral = believe({ ...pool, shift: 0 }, reference, []);
  const usualBuys = rows.reduce((sum, row) => sum + row.views * shareAt(neutral, row.logPrice).expected, 0);
  const belief = believe(pool, reference, rows);
  const none = (reason: DemandEvidence['reason']): DemandStage => ({ factor: 1, belief, arms: null, evidence: { method: 'none', reason, views, buys, usualBuys: round(usualBuys) } });
  if (!parameters) return none('no-model');
  if (!isPublished) return none('not-published');
  if (views === 0) return none('no-views');
  const arms = armsOf(neutral, reference, rows);
  if (isMisfit(pool, reference, rows, neutral)) {
    const arm = arms[bestArm(arms)];
    return { factor: Math.exp((arm?.logPrice ?? reference) - reference), belief, arms, evidence: { method: 'isotonic', reason: 'used', views, buys, usualBuys: round(usualBuys) } };
  }
  // A cautious price under pure expectation lies a little below the middle; that is no evidence, and fades as evidence comes.
  const caution = bestOffset(neutral) * (fadeViews / (fadeViews + views));
  return { factor: Math.exp(bestOffset(belief) - caution), belief, arms: null, evidence: { method: 'logit', reason: 'used', views, buys, usualBuys: round(usualBuys) } };
}

/** Twelve prices, evenly in logarithms, each with the evidence nearest to it. */
export function armsOf(neutral: DemandBelief, reference: number, rows: readonly PriceEvidence[]): PriceArm[] {
  const arms = Array.from({ length: armCount }, (_, index) => {
    const logPrice = reference - armSpan + (2 * armSpan * index) / (armCount - 1);
    return { logPrice, prior: shareAt(neutral, logPrice).expected, views: 0, buys: 0 };
  });
  for (const row of rows) {
    const nearest = arms.reduce((best, arm) => (Math.abs(arm.logPrice - row.logPrice) < Math.abs(best.logPrice - row.logPrice) ? arm : best));
    nearest.views += row.views;
    nearest.buys += row.buys;
  }
  return arms;
}

/** Each price predicted from those before it, by the shapes and by the falling fit: whether the shapes are worse at it. */
function isMisfit(pool: DemandPool, reference: number, rows: readonly PriceEvidence[], neutral: DemandBelief): boolean {
  if (rows.length < 2 || rows.reduce((sum, row) => sum + row.views, 0) < gateViews) return false;
  let advantage = 0;
  rows.forEach((row, index) => {
    const before = rows.slice(0, index);
    const arms = armsOf(neutral, reference, before);
    const shares = isotonicShares(arms);
    const nearest = arms.reduce((best, arm, at) => (Math.abs(arm.logPrice - row.logPrice) < Math.abs((arms[best]?.logPrice ?? 0) - row.logPrice) ? at : best), 0);
    advantage += logLoss(row, shareAt(believe(pool, reference, before), row.logPrice).expected) - logLoss(row, shares[nearest] ?? 0);
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
