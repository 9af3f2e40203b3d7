import { scaleLinear, scaleLog } from 'd3-scale';
import { curveLinear, line } from 'd3-shape';

export type OverlayLine = { readonly key: string; readonly label: string; readonly points: readonly { readonly x: number; readonly y: number }[] };

type OverlayChartProps = {
  readonly title: string;
  readonly lines: readonly OverlayLine[];
  readonly formatValue: (value: number) => string;
  readonly xLabel: string;
  /** Where the picture begins; the smallest value when left out. */
  readonly bottom?: number;
  /** Values above this are cut off at the edge, so that one that ran away doesn't flatten the rest. */
  readonly top?: number;
  /** Values of x over their logarithm, from the smallest; all above 0. */
  readonly isLogarithmic?: boolean;
  /** Places on the x axis that are named in the description. */
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
};

const width = 600;
const height = 200;
const strokes = ['stroke-plot-1', 'stroke-plot-2', 'stroke-plot-3'] as const;
const dashes = [undefined, '7 4', '2 3'] as const;

/** The look of the n-th line, the same in every chart of a page and in the key. */
export function lineLook(index: number): { readonly className: string; readonly strokeDasharray: string | undefined } {
  return { className: strokes[index % strokes.length] ?? strokes[0], strokeDasharray: dashes[Math.floor(index / strokes.length) % dashes.length] };
}

/** Several lines over one axis. Colour and dash tell them apart; the figures belong into a table beside it. */
export function OverlayChart({ title, lines, formatValue, xLabel, bottom, top, isLogarithmic = false, marks = [] }: OverlayChartProps) {
  const points = lines.flatMap((entry) => entry.points);
  const low = bottom ?? Math.min(...points.map((point) => point.y));
  const high = Math.min(top ?? Number.POSITIVE_INFINITY, Math.max(...points.map((point) => point.y)));
  const end = Math.max(isLogarithmic ? 0 : 1, ...points.map((point) => point.x));
  const start = isLogarithmic ? Math.min(end, ...points.map((point) => point.x)) : 0;
  const x = (isLogarithmic ? scaleLog() : scaleLinear()).domain([start, end]).range([0, width]).clamp(true);
  const y = scaleLinear().domain([low, high > low ? high : low + 1]).range([height - 2, 4]).clamp(true);
  const path = line<{ x: number; y: number }>().x((point) => Math.round(x(point.x) * 10) / 10).y((point) => Math.round(y(point.y) * 10) / 10).curve(curveLinear);
  return (
    <figure>
      <div className="flex gap-3">
        <div aria-hidden className="flex flex-col justify-between text-right text-xs text-ink-faint tabular-nums"><span>{formatValue(high)}</span><span>{formatValue(low)}</span></div>
        <svg role="img" aria-label={title} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className="block h-52 min-w-0 flex-1 border-b border-line">
          <desc>{lines.map((entry) => `${entry.label}: ${formatValue(entry.points[0]?.y ?? 0)} – ${formatValue(entry.points.at(-1)?.y ?? 0)}`).join('; ')}{marks.map((mark) => `; ${mark.label}`).join('')}</desc>
          {marks.map((mark) => <line key={mark.label} x1={x(mark.x)} x2={x(mark.x)} y1={0} y2={height} strokeWidth={1.5} strokeDasharray="3 3" vectorEffect="non-scaling-stroke" className="stroke-ink-soft"><title>{mark.label}</title></line>)}
          {lines.map((entry, index) => <path key={entry.key} d={path(entry.points.map((point) => ({ ...point }))) ?? ''} fill="none" strokeWidth={2} vectorEffect="non-scaling-stroke" {...lineLook(index)}><title>{entry.label}</title></path>)}
        </svg>
      </div>
      <figcaption className="mt-1 flex justify-between pl-10 text-xs text-ink-faint"><span>{isLogarithmic ? formatValue(start) : 0}</span><span>{xLabel} {isLogarithmic ? formatValue(end) : end}</span></figcaption>
    </figure>
  );
}

/** A short piece of the n-th line, for a key. */
export function LineKey({ index }: { readonly index: number }) {
  return <svg aria-hidden viewBox="0 0 28 8" className="inline-block h-2 w-7 shrink-0"><line x1={0} x2={28} y1={4} y2={4} strokeWidth={2.5} {...lineLook(index)} /></svg>;
}
