import { scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';

export type BarRow = { readonly key: string; readonly label: ReactNode; readonly value: number; readonly text: string };

type BarChartProps = {
  readonly caption: string;
  readonly labelHeader: string;
  readonly valueHeader: string;
  readonly rows: readonly BarRow[];
  /** The value of a full bar; the greatest of the rows when left out. */
  readonly max?: number;
};

/** A table whose rows carry a bar: the chart is its own text alternative and fits any width. */
export function BarChart({ caption, labelHeader, valueHeader, rows, max }: BarChartProps) {
  const toWidth = scaleLinear().domain([0, max ?? Math.max(1e-9, ...rows.map((row) => row.value))]).range([0, 100]).clamp(true);
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only"><tr><th scope="col">{labelHeader}</th><th scope="col">{valueHeader}</th></tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" className="w-2/5 py-1.5 pr-3 text-left font-normal text-ink-soft">{row.label}</th>
            <td className="py-1.5">
              <div className="flex items-center gap-3">
                <svg aria-hidden viewBox="0 0 100 10" preserveAspectRatio="none" className="h-3 min-w-0 flex-1">
                  <rect x="0" y="0" width="100" height="10" className="fill-sunken" />
                  <rect x="0" y="0" width={toWidth(row.value)} height="10" className="fill-plot-1" />
                </svg>
                <span className="min-w-14 text-right font-medium tabular-nums">{row.text}</span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
