import { scaleLinear } from 'd3-scale';
import type { Histogram } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { classNames } from '../class-names';
import { formatCount, formatShortValue, formatValue } from '../format';
import { ChartTable } from './chart-table';

type ColumnHistogramProps = {
  readonly histogram: Histogram;
  /** Whose distribution this is. */
  readonly columnName: string;
  readonly locale: Locale;
  /** The column's least and greatest value, where they may be told: bins of fractions end at rounded ones. */
  readonly min?: string | null;
  readonly max?: string | null;
  /** A bare picture for a table head, or a picture with its figures. */
  readonly size?: 'compact' | 'full';
  /** The same figures stand elsewhere on the page: nothing to read out here. */
  readonly isDecorative?: boolean;
};

const height = 40;

type Bar = { readonly label: string; readonly count: number; readonly isOther: boolean };

function barsOf(histogram: Histogram, locale: Locale, otherLabel: string): Bar[] {
  if (histogram.kind === 'bins') {
    return histogram.bins.map(({ from, to, count }) => ({ label: from === to ? formatValue(from, locale) : `${formatValue(from, locale)} – ${formatValue(to, locale)}`, count, isOther: false }));
  }
  if (histogram.kind === 'values') {
    const values = histogram.values.map((entry) => ({ label: entry.value, count: entry.count, isOther: false }));
    return histogram.otherCount > 0 ? [...values, { label: otherLabel, count: histogram.otherCount, isOther: true }] : values;
  }
  return [];
}

/** Between the column's own ends: a fraction is rounded for a bin's edge, and could lie beyond all values. */
function withOwnEnds(histogram: Histogram, min: string | null, max: string | null): Histogram {
  if (histogram.kind !== 'bins') return histogram;
  const isNumber = (text: string | null): text is string => text !== null && Number.isFinite(Number(text));
  const last = histogram.bins.length - 1;
  return { kind: 'bins', bins: histogram.bins.map((bin, index) => ({ ...bin, from: index === 0 && isNumber(min) ? min : bin.from, to: index === last && isNumber(max) ? max : bin.to })) };
}

export function ColumnHistogram({ histogram: measured, columnName, locale, min = null, max = null, size = 'full', isDecorative = false }: ColumnHistogramProps) {
  const t = translator(locale, 'common.chart');
  const histogram = withOwnEnds(measured, min, max);
  const bars = barsOf(histogram, locale, t('other'));
  if (bars.length === 0) return <p className={classNames('text-xs text-ink-faint', size === 'compact' && 'flex h-10 items-end')}>{t('noDistribution')}</p>;
  const isBins = histogram.kind === 'bins';
  const title = t('distributionOf', { column: columnName });
  return (
    <div>
      <svg {...(isDecorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': title })} viewBox={`0 0 ${bars.length} ${height}`} preserveAspectRatio="none" className={classNames('block w-full', size === 'compact' ? 'h-10' : 'h-16')}>
        {isDecorative ? null : <desc>{bars.map((bar) => `${bar.label}: ${formatCount(bar.count, locale)}`).join('; ')}</desc>}
        <BarPaths bars={bars} gap={isBins ? 0.06 : 0.25} />
        {size === 'full' ? bars.map((bar, index) => (
          <rect key={`${index}-${bar.label}`} x={index} y={0} width={1} height={height} className="fill-transparent"><title>{`${bar.label}: ${formatCount(bar.count, locale)}`}</title></rect>
        )) : null}
      </svg>
      <Ends bars={bars} histogram={histogram} locale={locale} isCompact={size === 'compact'} />
      {size === 'full' ? (
        <ChartTable summary={t('showFigures')} caption={title} head={[isBins ? t('range') : t('value'), t('rows')]} rows={bars.map((bar) => [bar.label, formatCount(bar.count, locale)] as const)} />
      ) : null}
    </div>
  );
}

/** All bars in one or two paths: a page shows hundreds of them. */
function BarPaths({ bars, gap }: { readonly bars: readonly Bar[]; readonly gap: number }) {
  // One towering "all others" would flatten the rest: the tallest of the named values sets the scale, "others" is cut off there.
  const tallest = Math.max(1, ...bars.filter((bar) => !bar.isOther || bars.length === 1).map((bar) => bar.count));
  const toHeight = scaleLinear().domain([0, tallest]).range([0, height]).clamp(true);
  const outline = (bar: Bar, index: number) => {
    const barHeight = bar.count > 0 ? Math.max(1, Math.round(toHeight(bar.count) * 10) / 10) : 0;
    return barHeight === 0 ? '' : `M${index + gap / 2} ${height}v-${barHeight}h${1 - gap}v${barHeight}z`;
  };
  const pathOf = (isOther: boolean) => bars.map((bar, index) => (bar.isOther === isOther ? outline(bar, index) : '')).join('');
  const others = pathOf(true);
  return (
    <>
      <path d={pathOf(false)} className="fill-plot-1" />
      {others === '' ? null : <path d={others} className="fill-plot-quiet" />}
    </>
  );
}

function Ends({ bars, histogram, locale, isCompact }: { readonly bars: readonly Bar[]; readonly histogram: Histogram; readonly locale: Locale; readonly isCompact: boolean }) {
  const t = translator(locale, 'common.chart');
  const box = classNames('mt-1 flex justify-between gap-3 text-[0.6875rem] leading-4 text-ink-faint tabular-nums', isCompact && 'font-normal');
  if (histogram.kind === 'bins') {
    const first = histogram.bins[0];
    const last = histogram.bins.at(-1);
    return <p className={box}><span className="truncate">{formatShortValue(first?.from ?? '', locale)}</span><span className="truncate">{formatShortValue(last?.to ?? '', locale)}</span></p>;
  }
  const top = bars[0];
  const named = bars.filter((bar) => !bar.isOther).length;
  return <p className={box}><span className="truncate">{top?.isOther ? t('other') : top?.label}</span>{named > 1 ? <span className="shrink-0">{t('andMore', { count: named - 1 })}</span> : null}</p>;
}
