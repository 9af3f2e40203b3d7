/** How far one listing's price lies from what the engine would have said of it, |ln|, without its seller's listings. */
export type Residual = { readonly sellerId: string; readonly distance: number };
export type Quantile = { readonly distance: number; readonly sellerCount: number; readonly residualCount: number };

/**
 * Split-conformal for prices that come in groups: listings of one seller resemble each other, so each seller counts once, however many listings
 * she has, and the next one is a seller nobody has seen (Lee, Barber & Willett 2023, "Distribution-free inference with hierarchical data",
 * HCP: weights 1 / ((S + 1) n_s), and 1 / (S + 1) on infinity). A new seller's price then lies within the distance with probability `level`
 * at least. Null with too few sellers for that to be a number (at 80%: fewer than four).
 */
export function conformalQuantile(residuals: readonly Residual[], level: number): Quantile | null {
  const counts = new Map<string, number>();
  for (const { sellerId } of residuals) counts.set(sellerId, (counts.get(sellerId) ?? 0) + 1);
  const sorted = residuals.toSorted((a, b) => a.distance - b.distance);
  let reached = 0;
  for (const { sellerId, distance } of sorted) {
    reached += 1 / ((counts.size + 1) * (counts.get(sellerId) ?? 1));
    // Sums of thirds and sevenths end a hair below the whole.
    if (reached >= level - 1e-9) return { distance, sellerCount: counts.size, residualCount: residuals.length };
  }
  return null;
}
