import type { Drift } from './drift';
import { findScale } from './metric-scales';
import type { Summary } from './summary';

export type DriftRow = { readonly model: string; readonly metric: string; readonly drift: Drift };
type Row = { readonly model: string; readonly metric: string; readonly summary: Summary };

/**
 * Prometheus' text format 0.0.4: one histogram family a metric, labelled by model; the drift of each distribution beside the threshold that
 * knows its sample's size. Counts only grow as long as nothing is older than the
 * retention. What was never measured is left out rather than given as NaN.
 */
export function prometheusText(rows: readonly Row[], openAlerts: readonly { readonly model: string; readonly severity: string; readonly count: bigint }[], drifts: readonly DriftRow[] = []): string {
  const lines: string[] = [];
  const byMetric = new Map<string, Row[]>();
  for (const row of rows) byMetric.set(row.metric, [...(byMetric.get(row.metric) ?? []), row]);
  for (const [metric, group] of byMetric) {
    const name = `databourse_${metric.replaceAll('-', '_')}`;
    const unit = findScale(group[0]?.model ?? '', metric)?.unit ?? 'count';
    lines.push(`# HELP ${name} ${metric}, ${unit}`, `# TYPE ${name} histogram`);
    for (const { model, summary } of group) {
      const edges = findScale(model, metric)?.edges ?? [];
      let below = 0;
      edges.forEach((edge, index) => { below += summary.bins[index] ?? 0; lines.push(`${name}_bucket{model="${model}",le="${edge}"} ${below}`); });
      lines.push(`${name}_bucket{model="${model}",le="+Inf"} ${summary.count}`, `${name}_sum{model="${model}"} ${summary.sum}`, `${name}_count{model="${model}"} ${summary.count}`);
    }
  }
  for (const [part, help] of [['psi', 'population stability index, the last day against the four weeks before'], ['threshold', 'above this the index is drift, for this sample size'], ['ks', 'Kolmogorov-Smirnov distance'], ['wasserstein', 'Wasserstein-1 distance in the unit of the metric']] as const) {
    if (drifts.length === 0) break;
    const name = `databourse_drift_${part}`;
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...drifts.map(({ model, metric, drift }) => `${name}{model="${model}",metric="${metric}"} ${drift[part]}`));
  }
  lines.push('# HELP databourse_open_alerts alerts that are not resolved', '# TYPE databourse_open_alerts gauge');
  for (const { model, severity, count } of openAlerts) lines.push(`databourse_open_alerts{model="${model}",severity="${severity.toLowerCase()}"} ${count}`);
  return `${lines.join('\n')}\n`;
}
