/** One dataset of a seller: its price, and the parts its effective rows consist of. A part that two datasets share counts once. */
export type BundleItem = { readonly id: string; readonly priceMinor: number; readonly parts: readonly { readonly id: string; readonly rows: number }[] };

/** All sets are looked at, so there is an end: 4,096 sets take well under a millisecond. */
export const maxBundleItems = 12;

/**
 * What one effective row costs at F(E) = E^exponent, taken over ALL of a seller's datasets, so that the price of each single one is never above its own.
 * Every bundle of a seller is priced with this one figure: with a figure per bundle a union could cost more than its parts.
 */
export function bundleScale(items: readonly BundleItem[], exponent: number): number {
  return items.reduce((scale, item) => {
    const rows = coveredRows([item]);
    return rows > 0 ? Math.max(scale, item.priceMinor / rows ** exponent) : scale;
  }, 0);
}

/**
 * The cheapest cover: P(S) = min over B ⊆ S of [Σ_{S∖B} p + s · F(E(∪B))], rounded up. E counts shared rows once (monotone, submodular) and F is
 * concave, so P never falls when a dataset is added, is never above the sum of two bundles that make it, and P of one dataset is its own price.
 * @throws RangeError for an exponent outside (0, 1], or more than `maxBundleItems`
 */
export function bundlePrice(items: readonly BundleItem[], { scale, exponent }: { readonly scale: number; readonly exponent: number }): number {
  if (!(exponent > 0 && exponent <= 1)) throw new RangeError('The exponent must be above 0 and at most 1');
  if (items.length > maxBundleItems) throw new RangeError('Too many datasets for one bundle');
  const sum = items.reduce((total, item) => total + item.priceMinor, 0);
  let best = sum;
  for (let set = 1; set < 2 ** items.length; set += 1) {
    const group = items.filter((_, index) => Math.floor(set / 2 ** index) % 2 === 1);
    const alone = sum - group.reduce((total, item) => total + item.priceMinor, 0);
    best = Math.min(best, alone + Math.ceil(roundOff(scale * coveredRows(group) ** exponent)));
  }
  return best;
}

export function coveredRows(items: readonly BundleItem[]): number {
  const parts = new Map<string, number>();
  for (const item of items) for (const part of item.parts) parts.set(part.id, part.rows);
  let rows = 0;
  for (const part of parts.values()) rows += part;
  return rows;
}

/** A price that is whole but for the last bits of a power stays whole. */
function roundOff(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) < 1e-9 * Math.max(1, nearest) ? nearest : value;
}
