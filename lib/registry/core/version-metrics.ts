import { pairedInterval } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { VersionMetric } from '../schema';

/** One value a case, and the group each case belongs to: cases of one visit, or of one listing, are not independent. */
export type Measured = { readonly name: string; readonly goodIs: 'low' | 'high'; readonly values: readonly number[]; readonly groups: readonly number[] };

/** Mean with a 95% bootstrap interval over whole groups, the same for the same values. Null without a case. */
export function measuredMetric({ name, goodIs, values, groups }: Measured): VersionMetric | null {
  if (values.length === 0) return null;
  const [low, high] = pairedInterval(values, groups, seededRandom(7));
  return { name, value: values.reduce((sum, value) => sum + value, 0) / values.length, low, high, count: values.length, goodIs };
}

/** A candidate's figure, and its difference from that of the version it would replace, case by case. */
export function comparedMetrics(measured: Measured, incumbent: readonly number[]): VersionMetric[] {
  const own = measuredMetric(measured);
  const difference = measuredMetric({ ...measured, name: 'difference', values: measured.values.map((value, index) => value - (incumbent[index] ?? 0)) });
  return own && difference ? [own, difference] : [];
}
