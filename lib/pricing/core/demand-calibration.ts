import { believe, expectedShare, gridIndex, type DemandPool } from '@/lib/learning';
import type { DemandBin } from '../schema';
import type { ListingDemand } from './learn-demand';

const binCount = 10;

/**
 * The share of buyers promised at each price of each listing, from the earlier prices of that listing alone (prequential, Dawid 1984), against
 * the share that bought: in tenths of what was promised, each view counting once. The error is the mean distance.
 * @param poolOf what is believed of a listing before its own prices, by its place; it must not have been learnt from that listing
 */
export function demandCalibration(listings: readonly ListingDemand[], poolOf: (index: number) => DemandPool): { readonly bins: readonly DemandBin[]; readonly error: number; readonly views: number } {
  const sums = Array.from({ length: binCount }, () => ({ promised: 0, happened: 0, views: 0 }));
  for (const [place, { referenceMinor, periods }] of listings.entries()) {
    const pool = poolOf(place);
    const reference = Math.log(referenceMinor);
    const rows = periods.filter((period) => period.priceMinor > 0 && period.views > 0).map(({ priceMinor, views, buys }) => ({ logPrice: Math.log(priceMinor), views, buys }));
    rows.forEach((row, index) => {
      const share = expectedShare(believe(pool, reference, rows.slice(0, index)), gridIndex(row.logPrice, reference));
      const bin = sums[Math.min(binCount - 1, Math.floor(share * binCount))];
      if (bin) [bin.promised, bin.happened, bin.views] = [bin.promised + share * row.views, bin.happened + row.buys, bin.views + row.views];
    });
  }
  const views = sums.reduce((sum, bin) => sum + bin.views, 0);
  const bins = sums.flatMap((bin, index): DemandBin[] => (bin.views === 0 ? [] : [{ from: index / binCount, promised: bin.promised / bin.views, happened: bin.happened / bin.views, views: bin.views }]));
  return { bins, views, error: bins.reduce((sum, bin) => sum + (bin.views / views) * Math.abs(bin.promised - bin.happened), 0) };
}
