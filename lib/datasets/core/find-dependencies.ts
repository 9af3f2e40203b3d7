/** A column's cells as small numbers, equal for equal values; -1 where nothing is. */
export type CodedColumn = { readonly name: string; readonly codes: Int32Array; readonly distinctCount: number };
export type Dependency = { readonly from: string; readonly to: string; readonly violations: number; readonly isMutual: boolean };

/** Values of `from` that have to occur more than once before they say anything, and rows outside of the most frequent value of `to`. */
const fewestGroups = 10;
/** Of the rows that don't have the most frequent value of `to`, the share that `from` has to predict (Goodman and Kruskal's lambda). */
const predicted = 0.95;
/** Beyond this share of breaking rows it isn't a dependency with faults but none. */
const mostBreaking = 0.01;

/**
 * Functional dependencies from one column to another that look like keys of something: equal values of `from` go with equal values of `to`
 * in all rows, or in all but one in a hundred. Columns that name each row, and constants, depend trivially and are left out.
 */
export function findDependencies(columns: readonly CodedColumn[]): Dependency[] {
  const found: Dependency[] = [];
  for (const from of columns) {
    const rows = from.codes.length;
    if (from.distinctCount < 2 || from.distinctCount > rows / 2 || repeatedValues(from) < fewestGroups) continue;
    for (const to of columns) {
      if (to === from || to.distinctCount < 2 || to.distinctCount > from.distinctCount) continue;
      const violations = violationsOf(from, to);
      if (violations === null) continue;
      const isMutual = to.distinctCount === from.distinctCount && violations === 0;
      if (isMutual && found.some((other) => other.from === to.name && other.to === from.name)) continue;
      found.push({ from: from.name, to: to.name, violations, isMutual });
    }
  }
  return found;
}

function repeatedValues({ codes, distinctCount }: CodedColumn): number {
  return countsOf(codes, distinctCount).filter((count) => count > 1).length;
}

function countsOf(codes: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** Rows that don't have what most rows with the same `from` have; null when these are too many, or when `to` is nearly constant anyway. */
function violationsOf(from: CodedColumn, to: CodedColumn): number | null {
  const first = new Int32Array(from.distinctCount).fill(-2);
  let [pairs, odd] = [0, 0];
  const rows = from.codes.length;
  const width = to.distinctCount + 1;
  for (let row = 0; row < rows; row += 1) {
    const [a = -1, b = -1] = [from.codes[row], to.codes[row]];
    if (a < 0) continue;
    pairs += 1;
    if (first[a] === -2) first[a] = b;
    else if (first[a] !== b) odd += 1;
    // The first of a group may be the odd one, so this only ends what is far off.
    if (odd > 0.2 * rows + 5) return null;
  }
  const usual = Math.max(0, ...countsOf(to.codes, to.distinctCount));
  if (pairs - usual < fewestGroups) return null;
  if (odd === 0) return 0;
  const counts = new Map<number, number>();
  const most = new Int32Array(from.distinctCount);
  for (let row = 0; row < rows; row += 1) {
    const [a = -1, b = -1] = [from.codes[row], to.codes[row]];
    if (a < 0) continue;
    const key = a * width + b + 1;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > (most[a] ?? 0)) most[a] = count;
  }
  const violations = pairs - most.reduce((sum, count) => sum + count, 0);
  return violations <= mostBreaking * pairs && 1 - violations / (pairs - usual) >= predicted ? violations : null;
}

/** Gives equal texts equal numbers, in the order of their first appearance. */
export function codeColumn(name: string, values: readonly (string | null)[]): CodedColumn {
  const known = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => {
    if (value === null) return -1;
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    return code;
  });
  return { name, codes, distinctCount: known.size };
}

/** Sets of at most three columns that no two rows share, none containing another, the narrowest first; columns with gaps are no part of a key. */
export function findKeys(columns: readonly CodedColumn[], { maxKeys }: { readonly maxKeys: number }): string[][] {
  const whole = columns.filter(({ codes, distinctCount }) => distinctCount > 1 && !codes.includes(-1)).toSorted((a, b) => b.distinctCount - a.distinctCount).slice(0, 12);
  const keys: CodedColumn[][] = [];
  for (const size of [1, 2, 3]) {
    for (const chosen of choose(whole, size)) {
      if (keys.length >= maxKeys) return namesOf(keys);
      if (!keys.some((key) => key.every((column) => chosen.includes(column))) && isKey(chosen)) keys.push(chosen);
    }
    // Three columns together name rows of almost any table: only asked where nothing narrower does.
    if (keys.length > 0) break;
  }
  return namesOf(keys);
}

function namesOf(keys: readonly (readonly CodedColumn[])[]): string[][] {
  return keys.map((key) => key.map(({ name }) => name));
}

function choose<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => choose(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

function isKey(columns: readonly CodedColumn[]): boolean {
  const rows = columns[0]?.codes.length ?? 0;
  if (columns.reduce((product, { distinctCount }) => product * distinctCount, 1) < rows) return false;
  const seen = new Set<string | number>();
  for (let row = 0; row < rows; row += 1) {
    const value = columns.length === 1 ? (columns[0]?.codes[row] ?? -1) : columns.map(({ codes }) => codes[row]).join(' ');
    if (seen.has(value)) return false;
    seen.add(value);
  }
  return true;
}
