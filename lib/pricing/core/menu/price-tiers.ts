/** One tier to be priced: the share of the rows it holds, in hundredths of a percent, and the prices it might have with the revenue expected of each. */
export type TierChoice = { readonly share: number; readonly candidates: readonly { readonly priceMinor: number; readonly revenue: number }[] };

/** Shares rise, prices don't fall, and a row never costs more in a larger tier: exact in whole numbers. */
export function isFair(smaller: { readonly share: number; readonly priceMinor: number }, larger: { readonly share: number; readonly priceMinor: number }): boolean {
  return smaller.priceMinor <= larger.priceMinor && BigInt(larger.priceMinor) * BigInt(smaller.share) <= BigInt(smaller.priceMinor) * BigInt(larger.share);
}

/**
 * The prices of a menu that bring the most expected revenue among those where p never falls and p/x never rises, which together make p subadditive:
 * no set of smaller tiers holds as much for less (Chen, Koutris and Kumar 2019, section 4, in 1/NCP = share). Exact over the candidates by dynamic
 * programming, O(n m²); of equals the lower price. Tiers by rising share; null when the candidates allow no such menu.
 * @throws RangeError when shares don't rise or a price is no whole number from 0
 */
export function priceTiers(tiers: readonly TierChoice[]): { readonly pricesMinor: readonly number[]; readonly revenue: number } | null {
  check(tiers);
  type Step = { readonly priceMinor: number; readonly revenue: number; readonly before: Step | null };
  let steps: readonly (Step & { readonly share: number })[] = [];
  for (const [index, tier] of tiers.entries()) {
    const candidates = tier.candidates.toSorted((a, b) => a.priceMinor - b.priceMinor);
    const next: (Step & { readonly share: number })[] = [];
    for (const { priceMinor, revenue } of candidates) {
      if (index === 0) { next.push({ priceMinor, revenue, before: null, share: tier.share }); continue; }
      let best: (typeof steps)[number] | null = null;
      for (const step of steps) if (isFair(step, { share: tier.share, priceMinor }) && (!best || step.revenue > best.revenue)) best = step;
      if (best) next.push({ priceMinor, revenue: best.revenue + revenue, before: best, share: tier.share });
    }
    steps = next;
  }
  let last: Step | null = null;
  for (const step of steps) if (!last || step.revenue > last.revenue) last = step;
  if (!last) return null;
  const pricesMinor: number[] = [];
  for (let step: Step | null = last; step; step = step.before) pricesMinor.unshift(step.priceMinor);
  return { pricesMinor, revenue: last.revenue };
}

function check(tiers: readonly TierChoice[]): void {
  for (const [index, tier] of tiers.entries()) {
    if (!Number.isSafeInteger(tier.share) || tier.share <= (tiers[index - 1]?.share ?? 0)) throw new RangeError('Shares must rise from above zero');
    if (tier.candidates.some(({ priceMinor, revenue }) => !Number.isSafeInteger(priceMinor) || priceMinor < 0 || !Number.isFinite(revenue))) throw new RangeError('A candidate is no price');
  }
}
