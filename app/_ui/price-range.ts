import type { PriceExplanation } from '@/lib/pricing/schema';

/** What a sentence about a range is filled with. Where a limit leaves one price only, there is no range: about that price. */
export function priceRange({ lowMinor, highMinor }: Pick<PriceExplanation, 'lowMinor' | 'highMinor'>, money: (amountMinor: number) => string): { readonly width: 'none' | 'some'; readonly low: string; readonly high: string } {
  return { width: lowMinor === highMinor ? 'none' : 'some', low: money(lowMinor), high: money(highMinor) };
}
