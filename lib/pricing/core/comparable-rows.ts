import { referenceWeight } from './effective-rows';

/** E from the few figures that a list keeps of every revision; the mean weight of a column stands for the columns themselves. */
export function comparableRows({ distinctRowCount, completeness, columnCount }: { readonly distinctRowCount: number; readonly completeness: number; readonly columnCount: number }): number {
  const meanColumnWeight = 0.85;
  return distinctRowCount * completeness * Math.min(4, (columnCount * meanColumnWeight) / referenceWeight);
}
