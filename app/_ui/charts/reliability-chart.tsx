import type { Locale } from '@/lib/shared/locale';
import { DataTable } from '../data-table';
import { formatCount, formatPercent } from '../format';

/** One bin of probabilities: what was promised on average, what share of its cases happened, how many they were. */
export type ReliabilityBin = { readonly from: number; readonly promised: number; readonly happened: number; readonly count: number };
type Props = { readonly locale: Locale; readonly caption: string; readonly headers: { readonly promised: string; readonly happened: string; readonly count: string }; readonly bins: readonly ReliabilityBin[] };

const side = 200;

/** What was promised against what happened, larger dots for more cases, on the line where both agree; the table is the chart's text. */
export function ReliabilityChart({ locale, caption, headers, bins }: Props) {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  return (
    <div className="grid gap-6 md:grid-cols-[15rem_1fr] md:items-start">
      <svg role="img" aria-label={caption} viewBox={`-22 -8 ${side + 30} ${side + 30}`} className="w-full max-w-60">
        <g aria-hidden className="fill-ink-faint text-[10px]">
          <text x={-6} y={side} textAnchor="end">0</text><text x={-6} y={8} textAnchor="end">1</text><text x={0} y={side + 14} textAnchor="middle">0</text><text x={side} y={side + 14} textAnchor="middle">1</text>
          <text x={side / 2} y={side + 16} textAnchor="middle">{headers.promised}</text><text transform={`translate(-10 ${side / 2}) rotate(-90)`} textAnchor="middle">{headers.happened}</text>
        </g>
        <rect width={side} height={side} className="fill-sunken" />
        <line x1={0} y1={side} x2={side} y2={0} className="stroke-line-strong" strokeDasharray="4 4" />
        {bins.map((bin) => <circle key={bin.from} cx={bin.promised * side} cy={(1 - bin.happened) * side} r={3 + 5 * Math.sqrt(bin.count / most)} className="fill-plot-1" fillOpacity={0.8} />)}
      </svg>
      <DataTable
        caption={caption} isCaptionHidden isDense narrow="scroll" rows={bins} rowKey={(bin) => String(bin.from)}
        columns={[
          { key: 'promised', header: headers.promised, isRowHeader: true, cell: (bin) => formatPercent(bin.promised, locale) },
          { key: 'happened', header: headers.happened, align: 'end', cell: (bin) => formatPercent(bin.happened, locale) },
          { key: 'count', header: headers.count, align: 'end', cell: (bin) => formatCount(bin.count, locale) },
        ]}
      />
    </div>
  );
}
