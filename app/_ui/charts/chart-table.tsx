import type { ReactNode } from 'react';

type ChartTableProps = {
  readonly summary: string;
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly [string, ...string[]])[];
  readonly children?: ReactNode;
};

/** The figures of a chart in words and numbers, behind one click. */
export function ChartTable({ summary, caption, head, rows }: ChartTableProps) {
  return (
    <details className="group mt-2 text-sm">
      <summary className="inline-flex min-h-6 items-center text-ink-faint underline decoration-dotted underline-offset-4 hover:text-ink">{summary}</summary>
      <div className="mt-2 max-h-72 overflow-y-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={caption}>
        <table className="w-full text-xs">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>{head.map((cell, index) => <th key={cell} scope="col" className={index === 0 ? 'bg-sunken px-3 py-1.5 text-left font-medium text-ink-soft' : 'bg-sunken px-3 py-1.5 text-right font-medium text-ink-soft'}>{cell}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest], index) => (
              <tr key={`${index}-${first}`} className="border-t border-line">
                <th scope="row" className="px-3 py-1.5 text-left font-normal">{first}</th>
                {rest.map((cell, position) => <td key={position} className="px-3 py-1.5 text-right">{cell}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
