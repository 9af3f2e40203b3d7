import type { ColumnDetail, ColumnKind, Histogram } from '../schema';
import { dateForm, semanticType } from './semantic-type';

type Counted = {
  readonly name: string; readonly type: string; readonly kind: ColumnKind; readonly presentCount: number; readonly distinctCount: number; readonly low: number | null; readonly high: number | null;
  readonly tails: readonly [string, string] | null; readonly lengths: ColumnDetail['lengths'];
  readonly nonFiniteCount: number; readonly blankCount: number; readonly placeholderCount: number; readonly paddedCount: number; readonly formulaCount?: number;
};

const shownValues = 10;
const looked = 1_000;

/** What a sample of a column's cells and its counts say together. `values`: the sampled cells, null where nothing is. */
export function columnDetail(fact: Counted, { values, isWhole, histogram }: { readonly values: readonly (string | null)[]; readonly isWhole: boolean; readonly histogram: Histogram }): ColumnDetail {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const distinct = [...counts.keys()].filter((value) => value.trim() !== '').slice(0, looked);
  const isMoment = /^(DATE|TIMESTAMP)/.test(fact.type);
  const isUnique = fact.presentCount > 1 && fact.distinctCount >= 0.97 * fact.presentCount;
  return {
    semantic: semanticType({ name: fact.name, type: fact.type, values: distinct, isUnique, min: fact.low, max: fact.high }),
    tails: fact.tails,
    ...topOf(counts, { histogram, present: fact.presentCount, isWhole, isUnique: fact.distinctCount === fact.presentCount && fact.presentCount > 1 }),
    lengths: fact.lengths,
    spanDays: isMoment && fact.low !== null && fact.high !== null ? Math.round((fact.high - fact.low) / 86_400) : null,
    nonFiniteCount: fact.nonFiniteCount, blankCount: fact.blankCount, placeholderCount: fact.placeholderCount, paddedCount: fact.paddedCount, ...(fact.formulaCount ? { formulaCount: fact.formulaCount } : {}),
    forms: fact.type === 'VARCHAR' ? formsOf(distinct) : [],
  };
}

type Tops = Pick<ColumnDetail, 'topValues' | 'isTopEstimated'>;

/** Exact where all values were counted, scaled up from the sample otherwise; none where each occurs once. */
function topOf(counts: ReadonlyMap<string, number>, { histogram, present, isWhole, isUnique }: { readonly histogram: Histogram; readonly present: number; readonly isWhole: boolean; readonly isUnique: boolean }): Tops {
  if (isUnique) return { topValues: [], isTopEstimated: false };
  if (histogram.kind === 'values') return { topValues: histogram.values.slice(0, shownValues), isTopEstimated: false };
  const sampled = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const sorted = [...counts].filter(([, count]) => count > 1).toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)).slice(0, shownValues);
  const scale = isWhole || sampled === 0 ? 1 : present / sampled;
  return { topValues: sorted.map(([value, count]) => ({ value: value.slice(0, 120), count: Math.round(count * scale) })), isTopEstimated: !isWhole };
}

/** The ways a text column writes numbers and dates, when it does so for a good part of its values. */
function formsOf(values: readonly string[]): ColumnDetail['forms'] {
  const counts = new Map<string, number>();
  for (const value of values) {
    const form = formOf(value);
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const text = counts.get('text') ?? 0;
  if (values.length === 0 || text > 0.5 * values.length) return [];
  return [...counts].toSorted(([, a], [, b]) => b - a).slice(0, 6).map(([form, count]) => ({ form, share: count / values.length }));
}

function formOf(value: string): string {
  const text = value.trim();
  if (/^[+-]?\d+([.]\d+)?(e[+-]?\d+)?$/i.test(text)) return dateForm(text) ?? 'number';
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return 'number 1,234.5';
  if (/^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+$/.test(text)) return 'number 1.234,5';
  return dateForm(text) ?? 'text';
}
