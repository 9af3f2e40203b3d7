import { scaleLinear, scalePoint } from 'd3-scale';
import { area, curveStepAfter, curveLinear, line } from 'd3-shape';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { ChartTable } from './chart-table';

export type LinePoint = { readonly label: string; readonly value: number };

type LineChartProps = {
  readonly title: string;
  readonly points: readonly LinePoint[];
  readonly formatValue: (value: number) => string;
  readonly labelHeader: string;
  readonly valueHeader: string;
  readonly locale: Locale;
  /** What happened at a point, as a line across with its words. */
  readonly marks?: readonly { readonly index: number; readonly kind: 'alert' | 'deployment'; readonly label: string }[];
  /** For what holds until it changes, such as a price. */
  readonly isStepped?: boolean;
};

const width = 600;
const height = 160;

/** The picture stretches with its box while strokes and words keep their size: the words are outside it. */
export function LineChart({ title, points, formatValue, labelHeader, valueHeader, locale, marks = [], isStepped = false }: LineChartProps) {
  const t = translator(locale, 'common.chart');
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return <p className="text-sm text-ink-faint">{t('noData')}</p>;
  const top = Math.max(1e-9, ...points.map((point) => point.value));
  const x = scalePoint<number>().domain(points.map((_, index) => index)).range([0, width]);
  const y = scaleLinear().domain([0, top]).nice(4).range([height, 4]);
  const at = (_: LinePoint, index: number) => x(index) ?? 0;
  const curve = isStepped ? curveStepAfter : curveLinear;
  const stroke = line<LinePoint>().x(at).y((point) => y(point.value)).curve(curve)([...points]) ?? '';
  const fill = area<LinePoint>().x(at).y0(height).y1((point) => y(point.value)).curve(curve)([...points]) ?? '';
  return (
    <figure>
      <div className="flex gap-3">
        <div aria-hidden className="flex flex-col justify-between text-right text-xs text-ink-faint tabular-nums">
          <span>{points.some((point) => point.value > 0) ? formatValue(y.domain()[1] ?? top) : null}</span>
          <span>{formatValue(0)}</span>
        </div>
        <svg role="img" aria-label={title} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className="block h-40 min-w-0 flex-1 border-b border-line">
          <desc>{[...points.map((point) => `${point.label}: ${formatValue(point.value)}`), ...marks.map((mark) => mark.label)].join('; ')}</desc>
          {marks.map((mark) => <line key={`${mark.kind} ${mark.label}`} x1={x(mark.index) ?? 0} x2={x(mark.index) ?? 0} y1={0} y2={height} strokeWidth={1.5} strokeDasharray={mark.kind === 'alert' ? '2 3' : '6 3'} vectorEffect="non-scaling-stroke" className={mark.kind === 'alert' ? 'stroke-bad' : 'stroke-good'}><title>{mark.label}</title></line>)}
          {y.ticks(3).map((tick) => <line key={tick} x1={0} x2={width} y1={y(tick)} y2={y(tick)} className="stroke-line" vectorEffect="non-scaling-stroke" />)}
          {points.length > 1 ? <path d={fill} className="fill-plot-1/12" /> : null}
          {points.length > 1
            ? <path d={stroke} fill="none" strokeWidth={2} vectorEffect="non-scaling-stroke" className="stroke-plot-1" />
            : <line x1={0} x2={width} y1={y(first.value)} y2={y(first.value)} strokeWidth={2} vectorEffect="non-scaling-stroke" className="stroke-plot-1" />}
        </svg>
      </div>
      <figcaption className="mt-1 flex justify-between pl-10 text-xs text-ink-faint">
        <span>{first.label}</span>
        {points.length > 1 ? <span>{last.label}</span> : null}
      </figcaption>
      <ChartTable summary={t('showFigures')} caption={title} head={[labelHeader, valueHeader]} rows={points.map((point) => [point.label, formatValue(point.value)] as const)} />
    </figure>
  );
}
