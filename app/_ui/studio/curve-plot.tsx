import { scaleLinear, scaleLog } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { ReactNode } from 'react';
import type { RevenueCurve, RevenuePoint } from '@/lib/pricing/schema';

type CurvePlotProps = { readonly curve: RevenueCurve; readonly title: string; readonly description: string; readonly chosen: RevenuePoint; readonly marks: readonly { readonly priceMinor: number; readonly label: string }[]; readonly formatAmount: (amountMinor: number) => string; /** What the key and the axis say. */ readonly words: Readonly<Record<'revenue' | 'band' | 'chosen' | 'marks' | 'price', string>> };

const width = 600;
const height = 220;

/** Expected revenue over the price, with its band; marks for the prices that matter and a line at the chosen one. The plot begins 5.75rem from the left and ends .75rem, half a thumb, from the right: the slider below goes by it. */
export function CurvePlot({ curve, title, description, chosen, marks, formatAmount, words }: CurvePlotProps) {
  const { points } = curve;
  const [low, high] = [points[0]?.priceMinor ?? 1, points.at(-1)?.priceMinor ?? 2];
  const top = Math.max(1, ...points.map((point) => point.revenueHighMinor));
  const x = scaleLog().domain([low, high]).range([0, width]).clamp(true);
  const y = scaleLinear().domain([0, top]).range([height - 1, 8]);
  const at = (point: RevenuePoint) => x(point.priceMinor);
  const band = area<RevenuePoint>().x(at).y0((point) => y(point.revenueLowMinor)).y1((point) => y(point.revenueHighMinor))([...points]) ?? '';
  const middle = line<RevenuePoint>().x(at).y((point) => y(point.revenueMinor))([...points]) ?? '';
  return (
    <figure className="pr-3">
      <p aria-hidden className="mb-2 flex flex-wrap items-center gap-x-5 gap-y-1 text-xs text-ink-soft">
        <Key mark={<line x1={0} x2={24} y1={4} y2={4} strokeWidth={2.5} className="stroke-plot-1" />} words={words.revenue} />
        <Key mark={<rect width={24} height={8} className="fill-plot-1/25" />} words={words.band} />
        <Key mark={<line x1={12} x2={12} y1={0} y2={8} strokeWidth={2.5} className="stroke-accent" />} words={words.chosen} />
        <Key mark={<line x1={12} x2={12} y1={0} y2={8} strokeWidth={2} strokeDasharray="2 2" className="stroke-line-strong" />} words={words.marks} />
      </p>
      <div className="flex gap-3">
        <div aria-hidden className="flex w-20 shrink-0 flex-col justify-between text-right text-xs text-ink-faint tabular-nums"><span>{formatAmount(Math.round(top))}</span><span>{formatAmount(0)}</span></div>
        <svg role="img" aria-label={title} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className="block h-56 min-w-0 flex-1 border-b border-line">
          <desc>{description}</desc>
          <path d={band} className="fill-plot-1/15" />
          {marks.map((mark) => <line key={mark.label} x1={x(mark.priceMinor)} x2={x(mark.priceMinor)} y1={0} y2={height} strokeWidth={1.5} strokeDasharray="3 4" vectorEffect="non-scaling-stroke" className="stroke-line-strong"><title>{mark.label}</title></line>)}
          <path d={middle} fill="none" strokeWidth={2.5} vectorEffect="non-scaling-stroke" className="stroke-plot-1" />
          <line x1={x(chosen.priceMinor)} x2={x(chosen.priceMinor)} y1={0} y2={height} strokeWidth={2} vectorEffect="non-scaling-stroke" className="stroke-accent" />
        </svg>
      </div>
      <figcaption className="mt-1 flex justify-between pl-23 text-xs text-ink-faint tabular-nums"><span>{formatAmount(low)}</span><span aria-hidden>{words.price}</span><span>{formatAmount(high)}</span></figcaption>
    </figure>
  );
}

function Key({ mark, words }: { readonly mark: ReactNode; readonly words: string }) {
  return <span className="inline-flex items-center gap-2"><svg viewBox="0 0 24 8" className="h-2 w-6 shrink-0">{mark}</svg>{words}</span>;
}
