import type { Category, LicenceCode } from '@/lib/catalog/schema';
import type { Measured } from '@/lib/datasets';
import type { Result } from '@/lib/shared/result';
import { comparableRows } from './core/comparable-rows';
import { explainPrice } from './core/explain-price';
import { newestMoment } from './core/newest-moment';
import type { PriceExplanation } from './schema';

/** The same suggestion for a file of one's own: without a market there is nothing to compare with, and it says so. */
export function explainLocal(measured: Measured, wish: { readonly category: Category; readonly licenceCode: LicenceCode; readonly currency: string; readonly now: Date }): Result<PriceExplanation> {
  return explainPrice({ ...measured, ...wish, text: '', sellerId: '', newest: newestMoment(measured.columns, wish.now), comparableRows: comparableRows(measured) }, []);
}
