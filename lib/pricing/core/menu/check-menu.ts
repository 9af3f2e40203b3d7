/** Something on the menu that gives rows for a price, once or for one term. `share` in hundredths of a percent. */
export type MenuItem = { readonly id: string; readonly share: number; readonly priceMinor: number };

/** Why an item can't stand: others give as much for less. `cover` names them, each as often as it is needed. */
export type Undercut = { readonly id: string; readonly cover: readonly string[]; readonly coverMinor: number; readonly priceMinor: number };

const wholeShare = 10_000;

/**
 * Every item of one menu that a cheaper set of others undercuts; nothing for a menu without arbitrage. One larger item counts as a set (a smaller tier may not cost
 * more), and so do several smaller ones and copies of one. What is free counts once: its rows are the same however often it is taken, so that a free
 * sample doesn't make everything free.
 */
export function checkMenu(items: readonly MenuItem[]): readonly Undercut[] {
  for (const { share, priceMinor } of items) {
    if (!Number.isSafeInteger(share) || share < 1 || share > wholeShare || !Number.isSafeInteger(priceMinor) || priceMinor < 0) throw new RangeError('No item of a menu');
  }
  return items.flatMap((item) => {
    if (item.priceMinor === 0) return [];
    const cover = cheapestCover(items.filter((other) => other !== item), item.share);
    return cover && cover.coverMinor < item.priceMinor ? [{ id: item.id, cover: cover.ids, coverMinor: cover.coverMinor, priceMinor: item.priceMinor }] : [];
  });
}

/** The cheapest set that adds up to at least `share`: an unbounded knapsack over hundredths of a percent. Null when nothing can. */
export function cheapestCover(items: readonly MenuItem[], share: number): { readonly ids: readonly string[]; readonly coverMinor: number } | null {
  const free = items.filter((item) => item.priceMinor === 0);
  const given = free.reduce((sum, item) => sum + item.share, 0);
  const needed = Math.max(0, share - given);
  const paid = items.filter((item) => item.priceMinor > 0);
  if (needed > 0 && paid.length === 0) return null;
  // Only shares that are multiples of all shares' common measure occur.
  const unit = paid.reduce((measure, item) => commonMeasure(measure, item.share), needed) || 1;
  const size = needed / unit;
  const cost = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(size + 1).fill(-1);
  cost[0] = 0;
  for (let held = 1; held <= size; held += 1) {
    for (const [index, item] of paid.entries()) {
      const before = Math.max(0, held - item.share / unit);
      const sum = (cost[before] ?? Number.POSITIVE_INFINITY) + item.priceMinor;
      if (sum < (cost[held] ?? Number.POSITIVE_INFINITY)) { cost[held] = sum; last[held] = index; }
    }
  }
  const ids = free.map((item) => item.id);
  for (let held = size; held > 0;) {
    const item = paid[last[held] ?? -1];
    if (!item) return null;
    ids.push(item.id);
    held = Math.max(0, held - item.share / unit);
  }
  return { ids, coverMinor: cost[size] ?? 0 };
}

function commonMeasure(a: number, b: number): number {
  return b === 0 ? a : commonMeasure(b, a % b);
}
