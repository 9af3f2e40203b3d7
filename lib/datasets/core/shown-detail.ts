import type { ColumnDetail } from '../schema';

/** What a column's detail may tell everybody: no value that fewer rows have than are shown. */
export function shownDetail(detail: ColumnDetail | undefined, minTopCount: number): { readonly detail?: ColumnDetail } {
  return detail === undefined ? {} : { detail: { ...detail, topValues: detail.topValues.filter((entry) => entry.count >= minTopCount) } };
}

/** What its values mean, and nothing of them. */
export function bareDetail(detail: ColumnDetail | undefined): { readonly detail?: ColumnDetail } {
  if (detail === undefined) return {};
  return { detail: { semantic: detail.semantic && { type: detail.semantic.type, share: 1 }, tails: null, topValues: [], isTopEstimated: false, lengths: null, spanDays: null, nonFiniteCount: 0, blankCount: 0, placeholderCount: 0, paddedCount: 0, forms: [] } };
}
