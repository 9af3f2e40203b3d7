/**
 * How widely lists show the market: the share of listings that were shown at all, and the Gini coefficient of how often each seller was shown per
 * listing of hers (0: all alike, towards 1: all on one). Null without lists, or with fewer than two sellers.
 */
export function exposureOf(lists: readonly (readonly string[])[], sellerOf: ReadonlyMap<string, string>): { readonly coverage: number | null; readonly gini: number | null } {
  if (lists.length === 0 || sellerOf.size === 0) return { coverage: null, gini: null };
  const shown = new Set<string>();
  const bySeller = new Map<string, { shown: number; listings: number }>();
  for (const seller of sellerOf.values()) {
    const entry = bySeller.get(seller) ?? { shown: 0, listings: 0 };
    entry.listings += 1;
    bySeller.set(seller, entry);
  }
  for (const item of lists.flat()) {
    const entry = bySeller.get(sellerOf.get(item) ?? '');
    if (!entry) continue;
    shown.add(item);
    entry.shown += 1;
  }
  return { coverage: shown.size / sellerOf.size, gini: giniOf([...bySeller.values()].map((entry) => entry.shown / entry.listings)) };
}

/** Σᵢ Σⱼ |xᵢ − xⱼ| / (2 n² mean), from the sorted values. Null for fewer than two, or when all are nothing. */
export function giniOf(values: readonly number[]): number | null {
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.length < 2 || sum <= 0) return null;
  const weighted = values.toSorted((a, b) => a - b).reduce((total, value, index) => total + (index + 1) * value, 0);
  return Math.max(0, (2 * weighted) / (values.length * sum) - (values.length + 1) / values.length);
}
