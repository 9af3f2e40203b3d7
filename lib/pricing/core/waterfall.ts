import type { WaterfallBar } from '../schema';
import type { Combined } from './combine';
import type { Neighbour } from './comparables';
import { decompose } from './decompose';
import type { DemandStage } from './demand-stage';
import { cellWeights, type EffectiveRows } from './effective-rows';
import { whole } from './nice-price';
import type { Bounds, PriceFacts } from './price-facts';
import type { Valuation, ValueInput } from './value';

export type WaterfallParts = {
  readonly facts: PriceFacts; readonly rows: EffectiveRows; readonly valuation: Valuation; readonly combined: Combined; readonly demand: DemandStage; readonly neighbours: readonly Neighbour[]; readonly bounds: Bounds;
  readonly suggestedMinor: number; readonly clampedMinor: number; readonly unboundedMinor: number; readonly exponent: number;
  /** What the suggestion would rise by, were the data as told. */
  readonly gainOf: (over: Partial<Pick<ValueInput, 'rows' | 'ageDays' | 'documentedShare' | 'hasSource'>>) => number;
};

/**
 * Base, a bar a factor, and what rounding and limits did: whole minor units that add up to the suggestion. Factors that moved nothing are left out, unless there
 * is something to do about them. The factors of the value are taken apart down to the value, those that raise it first; the market, demand, the limits and rounding
 * are each the step from one price to the next, as they are decided. So every sum on the way is a price that was reached, and none is below nothing.
 */
export function barsOf(parts: WaterfallParts): WaterfallBar[] {
  const { valuation, combined, suggestedMinor, clampedMinor, unboundedMinor } = parts;
  const factors = [...valuation.factors.filter((factor) => factor.value >= 1), ...valuation.factors.filter((factor) => factor.value < 1)];
  const reached = [whole(valuation.valueMinor), whole(combined.priceMinor), whole(unboundedMinor), whole(clampedMinor), suggestedMinor];
  const { baseMinor, partsMinor } = decompose(reached[0] ?? 1, valuation.baseMinor, factors.map((factor) => factor.value));
  const amounts: readonly { readonly code: WaterfallBar['code']; readonly amountMinor: number }[] = [
    ...factors.map(({ code }, index) => ({ code, amountMinor: partsMinor[index] ?? 0 })),
    ...laterSteps.map((code, index) => ({ code, amountMinor: (reached[index + 1] ?? 0) - (reached[index] ?? 0) })),
  ];
  const bars = amounts.map(({ code, amountMinor }): WaterfallBar => ({ code, amountMinor, evidence: evidenceOf(code, parts), action: actionOf(code, parts) }));
  return [{ code: 'base', amountMinor: baseMinor, evidence: {}, action: null }, ...bars.filter((bar) => bar.amountMinor !== 0 || bar.action !== null)];
}

const laterSteps = ['comparables', 'demand', 'guard-rail', 'rounding'] as const;

function evidenceOf(code: WaterfallBar['code'], { facts, neighbours, rows, demand, bounds, unboundedMinor, exponent }: WaterfallParts): Record<string, number | string> {
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  switch (code) {
    case 'size': return { rows: facts.rowCount, times: tenth(10 ** exponent) };
    case 'duplicates': return { copies: Math.round(rows.rows * (1 - rows.distinctShare)) };
    case 'completeness': return { empty: tenth((1 - rows.filledShare) * 100) };
    case 'columns': return { columns: facts.columns.length, telling: facts.columns.filter((column) => cellWeights[column.kind] > 0 && !column.isRepeat).length };
    case 'currentness': return { newest: facts.newest?.day ?? '' };
    case 'understandability': return { documented: facts.documentedCount, columns: facts.columns.length };
    case 'comparables': return { count: neighbours.length, sold: neighbours.filter((neighbour) => neighbour.isSold).length };
    case 'demand': return { views: demand.evidence.views, buys: demand.evidence.buys, usual: demand.evidence.usualBuys };
    case 'guard-rail': return unboundedMinor < bounds.lowMinor
      ? { limit: bounds.lowMinor === facts.policy.floorMinor ? 'floor' : 'market', limitMinor: bounds.lowMinor }
      : { limit: bounds.highMinor === facts.policy.ceilingMinor ? 'ceiling' : 'market', limitMinor: bounds.highMinor };
    case 'base':
    case 'licence':
    case 'traceability':
    case 'rounding': return {};
  }
}

/** What mending the defect would add, found by pricing the mended dataset with the same neighbours and the same demand. */
function actionOf(code: WaterfallBar['code'], { facts, rows, gainOf }: WaterfallParts): WaterfallBar['action'] {
  const worth = (action: Omit<NonNullable<WaterfallBar['action']>, 'gainMinor'>, gainMinor: number): WaterfallBar['action'] => (gainMinor > 0 ? { ...action, gainMinor } : null);
  switch (code) {
    case 'completeness': return rows.filledShare >= 0.995 ? null
      : worth({ code: 'fill-empty-cells', evidence: { empty: Math.round((1 - rows.filledShare) * 1000) / 10 } }, gainOf({ rows: { ...rows, filledShare: 1, effective: rows.effective / rows.filledShare } }));
    case 'understandability': return facts.documentedCount >= facts.columns.length ? null : worth({ code: 'document-columns', evidence: { columns: facts.columns.length - facts.documentedCount } }, gainOf({ documentedShare: 1 }));
    case 'traceability': return facts.hasSource ? null : worth({ code: 'name-source', evidence: {} }, gainOf({ hasSource: true }));
    case 'currentness': return facts.newest === null || facts.newest.ageDays <= 31 ? null : worth({ code: 'renew-data', evidence: { days: facts.newest.ageDays } }, gainOf({ ageDays: 0 }));
    case 'base':
    case 'size':
    case 'duplicates':
    case 'columns':
    case 'licence':
    case 'comparables':
    case 'demand':
    case 'guard-rail':
    case 'rounding': return null;
  }
}
