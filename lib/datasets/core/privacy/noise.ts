import type { ColumnProfile, Histogram } from '../../schema';
import { bareDetail } from '../shown-detail';

/** Groups of fewer rows are told as none. */
export const smallestGroup = 10;
/** Per column and version. A row is in one bin of each column, so a column's counts cost this much; the columns add up. */
export const epsilonPerColumn = 1;

/** `uniform`: numbers in [0, 1) that nobody can foretell. */
export type Uniform = () => number;

/** Two-sided geometric noise: the difference of two geometric counts with ratio exp(-epsilon) (Ghosh, Roughgarden and Sundararajan 2009). Whole numbers, so no digits leak. */
export function geometricNoise(epsilon: number, uniform: Uniform): number {
  const alpha = Math.exp(-epsilon);
  const geometric = (): number => { let count = 0; while (uniform() < alpha) count += 1; return count; };
  return geometric() - geometric();
}

/** Figures of columns for everybody where rows are about people: counts with noise, small groups left out, and nothing that names one value. */
export function noisedColumns(columns: readonly ColumnProfile[], uniform: Uniform): ColumnProfile[] {
  const noised = (count: number): number => Math.max(0, count + geometricNoise(epsilonPerColumn, uniform));
  const group = (count: number): number => { const value = noised(count); return value < smallestGroup ? 0 : value; };
  // What stays is listed: a figure measured later has no noise and isn't told.
  return columns.map(({ name, type, kind, nullCount, distinctCount, histogram, detail }) => ({
    name, type, kind, nullCount: group(nullCount), distinctCount: noised(distinctCount), isDistinctExact: false,
    min: null, max: null, mean: null, stddev: null, quartiles: null, histogram: noisedHistogram(histogram, group), ...bareDetail(detail),
  }));
}

function noisedHistogram(histogram: Histogram, group: (count: number) => number): Histogram {
  switch (histogram.kind) {
    case 'none': return histogram;
    case 'bins': return { kind: 'bins', bins: histogram.bins.map((bin) => ({ ...bin, count: group(bin.count) })) };
    case 'values': return { kind: 'values', values: histogram.values.map((entry) => ({ ...entry, count: group(entry.count) })).filter((entry) => entry.count > 0), otherCount: group(histogram.otherCount) };
  }
}
