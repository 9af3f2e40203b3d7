import { fitDemand, poolDemand, type DemandPool, type DemandRow, type ListingEvidence } from '@/lib/learning';
import type { ListingDemand } from './learn-demand';

const folds = 5;

/** What the other four fifths of the listings teach about each fifth: to look how well the model does where it hasn't looked. Listing i is of fold i modulo 5. */
export function crossFittedPools(listings: readonly ListingDemand[]): readonly DemandPool[] {
  const pools = Array.from({ length: folds }, (_, fold) => learnPool(listings.filter((_, index) => index % folds !== fold)));
  return listings.flatMap((_, index) => { const pool = pools[index % folds]; return pool ? [pool] : []; });
}

function learnPool(listings: readonly ListingDemand[]): DemandPool {
  const rows = listings.flatMap(({ listingId, periods }) => periods.map(({ priceMinor, views, buys }): DemandRow => ({ listing: listingId, logPrice: Math.log(priceMinor), views, buys })));
  const fitted = fitDemand(rows, { references: new Map(listings.map(({ listingId, referenceMinor }) => [listingId, Math.log(referenceMinor)])) });
  const evidence = listings.map(({ referenceMinor, periods }): ListingEvidence => ({ referenceLogPrice: Math.log(referenceMinor), rows: periods.map(({ priceMinor, ...counts }) => ({ logPrice: Math.log(priceMinor), ...counts })) }));
  return poolDemand(evidence, fitted.ok ? { slope: { value: fitted.fit.slope, deviation: fitted.fit.slopeDeviation } } : {});
}
