import type { Category, LicenceCode } from '@/lib/catalog/schema';
import type { Measured } from '@/lib/datasets';
import type { Result } from '@/lib/shared/result';
import { explainPrice } from './core/explain-price';
import { indexMarket } from './core/market-index';
import { newestMoment } from './core/newest-moment';
import { toFigures } from './core/to-figures';
import type { PriceExplanation } from './schema';

/** The same suggestion for a file of one's own: without a market there is nothing to compare with, and without a listing nothing describes it; it says so. */
export function explainLocal(measured: Measured, wish: { readonly category: Category; readonly licenceCode: LicenceCode; readonly currency: string; readonly now: Date }): Result<PriceExplanation> {
  const { rowCount, alikeRowCount, columns } = measured;
  const { now, ...rest } = wish;
  const facts = {
    ...rest, rowCount, distinctRowCount: alikeRowCount, columns: columns.map(toFigures), text: '', sellerId: '', newest: newestMoment(columns, now),
    documentedCount: 0, hasSource: false, demand: null, policy: { floorMinor: null, ceilingMinor: null },
  };
  return explainPrice(facts, indexMarket([]));
}
