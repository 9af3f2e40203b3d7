import type { VisibilityChoice, VisibilityMode } from '../../privacy/inputs';
import type { ColumnFinding, ColumnProfile, Histogram, ProfileView } from '../../schema';
import { bareDetail, shownDetail } from '../shown-detail';
import { needsAnswer } from '../personal-data/column-scan';

type Found = Pick<ColumnFinding, 'column' | 'category' | 'isFlagged'> & { readonly verdict?: 'OPEN' | 'CONFIRMED' | 'REJECTED' };

/** A value shown as frequent stands in at least so many rows, unless the seller says otherwise. */
export const defaultMinTopCount = 5;
const coarseBins = 5;

/** The seller's choice; without one, what holds personal data that she hasn't rejected shows no value. */
export function modeOf(column: string, findings: readonly Found[], choice: VisibilityChoice): VisibilityMode {
  const chosen = Object.hasOwn(choice, column) ? choice[column] : undefined;
  return chosen ?? (findings.some((finding) => finding.column === column && needsAnswer(finding) && finding.verdict !== 'REJECTED') ? 'BUCKET' : 'SHOW');
}

/** Columns whose values stand in no sample. */
export function unshownColumns(findings: readonly Found[], choice: VisibilityChoice): string[] {
  const named = new Set([...findings.map((finding) => finding.column), ...Object.keys(choice)]);
  return [...named].filter((column) => column !== '' && modeOf(column, findings, choice) !== 'SHOW');
}

type Shown = { readonly findings: readonly Found[]; readonly choice: VisibilityChoice; readonly minTopCount: number };

/** What everybody may see of a profile. The one place that decides it: pages, search, linked data and interfaces all read its result. */
export function publicProfile(profile: ProfileView, { findings, choice, minTopCount }: Shown): ProfileView {
  const mode = (column: string): VisibilityMode => modeOf(column, findings, choice);
  const kept = profile.sample.columns.flatMap((name, index) => (mode(name) === 'SHOW' ? [index] : []));
  const columns = profile.columns.flatMap((column) => {
    switch (mode(column.name)) {
      case 'HIDE': return [];
      case 'BUCKET': return [bucketed(column, minTopCount)];
      case 'SHOW': {
        // The name of another column is told only where that one is shown too.
        const { repeats, ...own } = column;
        return [{ ...own, ...(repeats !== undefined && mode(repeats) === 'SHOW' ? { repeats } : {}), histogram: withoutRare(column.histogram, minTopCount), ...shownDetail(column.detail, minTopCount) }];
      }
    }
  });
  return {
    revision: profile.revision, columns,
    sample: { columns: kept.map((index) => profile.sample.columns[index] ?? ''), rows: profile.sample.rows.map((row) => kept.map((index) => row[index] ?? null)) },
  };
}

function withoutRare(histogram: Histogram, minTopCount: number): Histogram {
  if (histogram.kind !== 'values') return histogram;
  const rare = histogram.values.filter((entry) => entry.count < minTopCount);
  return { ...histogram, values: histogram.values.filter((entry) => entry.count >= minTopCount), otherCount: histogram.otherCount + rare.reduce((sum, entry) => sum + entry.count, 0) };
}

/** Every named value goes, bins become five; a bin with fewer rows than the least count is told as empty. What stays is listed, so that nothing measured later is told by itself. */
function bucketed({ name, type, kind, nullCount, distinctCount, isDistinctExact, histogram, detail }: ColumnProfile, minTopCount: number): ColumnProfile {
  return { name, type, kind, nullCount, distinctCount, isDistinctExact, min: null, max: null, mean: null, stddev: null, quartiles: null, histogram: coarse(histogram, minTopCount), ...bareDetail(detail) };
}

function coarse(histogram: Histogram, minTopCount: number): Histogram {
  if (histogram.kind !== 'bins') return { kind: 'none' };
  const width = Math.ceil(histogram.bins.length / coarseBins);
  const groups = Array.from({ length: Math.ceil(histogram.bins.length / width) }, (_, index) => histogram.bins.slice(index * width, (index + 1) * width));
  return {
    kind: 'bins',
    bins: groups.map((group) => {
      const count = group.reduce((sum, bin) => sum + bin.count, 0);
      return { from: group[0]?.from ?? '', to: group.at(-1)?.to ?? '', count: count >= minTopCount ? count : 0 };
    }),
  };
}
