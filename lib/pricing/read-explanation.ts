import type { Prisma } from '@/lib/db';
import type { PriceExplanation } from './schema';

/** A stored suggestion; what engines before the second didn't know is filled with what they meant: a range from experience, no demand. */
export function readExplanation(stored: Prisma.JsonValue): PriceExplanation {
  // Written by keepSuggestion from this very type, by this engine or an earlier one.
  const explanation = stored as unknown as Partial<PriceExplanation> & Omit<PriceExplanation, 'interval' | 'stages' | 'demand'>;
  const { suggestedMinor, comparables } = explanation;
  return {
    ...explanation,
    interval: explanation.interval ?? { level: 0.8, method: 'prior', sellerCount: 0, residualCount: 0 },
    stages: explanation.stages ?? { valueMinor: suggestedMinor, marketMinor: null, combinedMinor: suggestedMinor, demandMinor: null },
    demand: explanation.demand ?? { method: 'none', reason: 'no-model', views: 0, buys: 0, usualBuys: 0 },
    comparables: comparables.map((comparable) => ({ ...comparable, corrections: (comparable as Partial<typeof comparable>).corrections ?? { size: 1, licence: 1 } })),
  };
}
