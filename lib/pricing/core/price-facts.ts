import type { Category, LicenceCode } from '@/lib/catalog/schema';
import type { PricePolicy } from '../schema';
import type { PricePeriod } from './demand-people';
import type { RowFigures } from './effective-rows';

/** Everything a price is decided from, besides the market and the version of the model. */
export type PriceFacts = RowFigures & {
  readonly text: string;
  /** Title, subtitle and description, without addresses: what is named as a reason comes from here. */
  readonly writing?: string;
  readonly sellerId: string;
  readonly category: Category;
  readonly licenceCode: LicenceCode;
  readonly currency: string;
  /** Newest moment in the data as YYYY-MM-DD, and its age; null without dates. */
  readonly newest: { readonly day: string; readonly ageDays: number } | null;
  /** Columns that the description speaks about. */
  readonly documentedCount: number;
  readonly hasSource: boolean;
  /** What buyers did, where the listing is on the market; null where it isn't. */
  readonly demand: readonly PricePeriod[] | null;
  readonly policy: Pick<PricePolicy, 'floorMinor' | 'ceilingMinor'>;
};

/** The seller's own limits within the market's. */
export type Bounds = { readonly lowMinor: number; readonly highMinor: number };
