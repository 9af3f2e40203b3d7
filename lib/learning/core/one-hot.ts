/** More values than this tell rows apart instead of grouping them. */
export const maxLevels = 100;

/** The values of a column of text, in alphabetical order, that become columns of their own. Null for too many. */
export function levelsOf(values: readonly string[]): readonly string[] | null {
  const levels = [...new Set(values)].toSorted();
  return levels.length > maxLevels ? null : levels;
}

/**
 * One column a level beside the numbers: 1/√2 where a row has it, so that two rows that differ in a column of text are one apart in it, whatever its number of levels. A value
 * that isn't among the levels has none of them.
 * @returns rows of `width` + levels numbers
 */
export function withOneHot({ features, width, count }: { readonly features: Float64Array; readonly width: number; readonly count: number }, columns: readonly { readonly values: readonly string[]; readonly levels: readonly string[] }[]): { readonly features: Float64Array; readonly width: number } {
  const places = columns.map(({ levels }) => new Map(levels.map((level, index) => [level, index])));
  const wide = width + columns.reduce((sum, { levels }) => sum + levels.length, 0);
  const made = new Float64Array(count * wide);
  for (let row = 0; row < count; row += 1) {
    made.set(features.subarray(row * width, (row + 1) * width), row * wide);
    let from = row * wide + width;
    columns.forEach(({ values, levels }, index) => {
      const at = places[index]?.get(values[row] ?? '');
      if (at !== undefined) made[from + at] = Math.SQRT1_2;
      from += levels.length;
    });
  }
  return { features: made, width: wide };
}
