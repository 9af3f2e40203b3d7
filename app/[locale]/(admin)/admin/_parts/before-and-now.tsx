import type { Scale } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { ChartTable } from '@/app/_ui/charts/chart-table';
import { formatPercent } from '@/app/_ui/format';
import { formatMetric } from '@/app/_ui/format-metric';

type Props = { readonly locale: Locale; readonly unit: Scale['unit']; readonly edges: readonly number[]; readonly before: readonly number[]; readonly now: readonly number[] };

const height = 60;

/** Two histograms over the same bins, as shares: pale what was before, dark what is now. */
export function BeforeAndNow({ locale, unit, edges, before, now }: Props) {
  const t = translator(locale, 'monitor.detail');
  const chart = translator(locale, 'common.chart');
  const [p, q] = [shares(before), shares(now)];
  const used = p.flatMap((share, index) => (share > 0 || (q[index] ?? 0) > 0 ? [index] : []));
  const [first, last] = [used[0] ?? 0, used.at(-1) ?? 0];
  const bins = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const tallest = Math.max(1e-9, ...p, ...q);
  const bar = (share: number, x: number, width: number) => (share <= 0 ? '' : `M${x} ${height}v-${Math.max(1, (share / tallest) * (height - 2)).toFixed(2)}h${width}V${height}z`);
  const label = (index: number): string => {
    const [from, to] = [edges[index - 1], edges[index]];
    if (from === undefined) return to === undefined ? '' : `< ${formatMetric(to, unit, locale)}`;
    return to === undefined ? `≥ ${formatMetric(from, unit, locale)}` : `${formatMetric(from, unit, locale)} – ${formatMetric(to, unit, locale)}`;
  };
  const rows = bins.map((index) => [label(index), formatPercent(p[index] ?? 0, locale), formatPercent(q[index] ?? 0, locale)] as const);
  return (
    <figure>
      <svg role="img" aria-label={`${t('before')}, ${t('now')}`} viewBox={`0 0 ${bins.length} ${height}`} preserveAspectRatio="none" className="block h-24 w-full border-b border-line">
        <desc>{rows.map((row) => row.join(', ')).join('; ')}</desc>
        <path d={bins.map((index, position) => bar(p[index] ?? 0, position + 0.08, 0.4)).join('')} className="fill-plot-quiet" />
        <path d={bins.map((index, position) => bar(q[index] ?? 0, position + 0.52, 0.4)).join('')} className="fill-plot-1" />
      </svg>
      <figcaption className="mt-1 flex flex-wrap justify-between gap-x-4 text-xs text-ink-faint">
        <span>{label(first)}</span>
        <span className="flex gap-3"><Key className="bg-plot-quiet" text={t('before')} /><Key className="bg-plot-1" text={t('now')} /></span>
        <span>{label(last)}</span>
      </figcaption>
      <ChartTable summary={chart('showFigures')} caption={`${t('before')}, ${t('now')}`} head={[chart('range'), t('before'), t('now')]} rows={rows} />
    </figure>
  );
}

function Key({ className, text }: { readonly className: string; readonly text: string }) {
  return <span className="inline-flex items-center gap-1.5"><span aria-hidden className={`size-2.5 rounded-sm ${className}`} />{text}</span>;
}

function shares(counts: readonly number[]): number[] {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => (sum === 0 ? 0 : count / sum));
}
