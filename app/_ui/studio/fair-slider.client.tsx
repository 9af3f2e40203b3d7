'use client';

import type { FairRange } from '@/lib/pricing/schema';
import { TypedInput } from '../typed-before.client';

type Props = { readonly label: string; readonly priceMinor: number; readonly range: FairRange; readonly maxMinor: number; readonly formatAmount: (amountMinor: number) => string; readonly onChange: (priceMinor: number) => void };

/** A slider over all prices up to the whole's; what would break the menu is greyed out, and the thumb stops at its edge. */
export function FairSlider({ label, priceMinor, range, maxMinor, formatAmount, onChange }: Props) {
  const share = (amountMinor: number): number => (100 * Math.min(maxMinor, amountMinor)) / Math.max(1, maxMinor);
  const within = (amountMinor: number): number => Math.min(range.highMinor, Math.max(range.lowMinor, amountMinor));
  // Whole hundreds where there is room for them: nobody wants to drag over single cents.
  const step = range.highMinor - range.lowMinor > 2_000 ? 100 : 1;
  return (
    <div className="relative mt-3 h-6">
      <svg aria-hidden viewBox="0 0 100 4" preserveAspectRatio="none" className="absolute inset-x-2 top-2 block h-2 w-[calc(100%-1rem)] overflow-hidden rounded-full">
        <rect x="0" y="0" width="100" height="4" className="fill-plot-quiet" />
        <rect x={share(range.lowMinor)} y="0" width={Math.max(0.8, share(range.highMinor) - share(range.lowMinor))} height="4" className="fill-accent" />
      </svg>
      <TypedInput type="range" aria-label={label} aria-valuetext={formatAmount(priceMinor)} min={0} max={maxMinor} step={step} value={Math.min(maxMinor, priceMinor)} onChange={(event) => { onChange(within(Number(event.target.value))); }} className="price-slider absolute inset-0 w-full" />
    </div>
  );
}
