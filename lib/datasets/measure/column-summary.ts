import { columnKind } from '../core/column-kind';
import { exactText } from '../core/exact-text';
import type { ColumnKind } from '../schema';
import { countOdd, oddness } from './odd-texts';
import { quoteName } from './sql-text';

export type Column = { readonly name: string; readonly type: string };

const shownLength = 120;
/** Squares of what lies beyond may be no finite numbers, nor sums of them. */
const widest = '1e150';
const numeric = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/;
const moment = /^(DATE|TIMESTAMP.*)$/;

export const isNumeric = ({ type }: Column): boolean => numeric.test(type);
export const isMoment = ({ type }: Column): boolean => moment.test(type);
export const isText = ({ type }: Column): boolean => type === 'VARCHAR';

/** What one scan says of a column. */
export type Facts = Column & {
  readonly kind: ColumnKind; readonly presentCount: number; readonly distinctCount: number;
  readonly min: string | null; readonly max: string | null; readonly mean: number | null; readonly stddev: number | null;
  readonly quartiles: readonly [string, string, string] | null;
  readonly tails: readonly [string, string] | null;
  /** The range as numbers: of a number itself, of a moment in seconds since 1970. */
  readonly low: number | null; readonly high: number | null;
  readonly lengths: { readonly min: number; readonly mean: number; readonly max: number } | null;
  readonly nonFiniteCount: number; readonly blankCount: number; readonly placeholderCount: number; readonly paddedCount: number; readonly formulaCount: number;
};

/** A value as a number that statistics can use: finite, or nothing. */
export function asNumber({ name, type }: Column): string {
  const value = `${quoteName(name)}::double`;
  return /^(FLOAT|DOUBLE)$/.test(type) ? `case when isfinite(${value}) then ${value} end` : value;
}

/** Seconds since 1970; null for the engine's infinite moments. */
export function asEpoch({ name }: Column): string {
  const value = `${quoteName(name)}::timestamp`;
  return `case when isfinite(${value}) then epoch(${value}) end`;
}

export const factsPerColumn = 10;

/** Ten expressions per column: present, distinct, min, max, mean, deviation, five quantiles, the range as numbers, lengths, what is odd: of numbers and moments how many aren't finite, of texts by kind. */
export function summaryOf(column: Column, isExact: boolean): string {
  const name = quoteName(column.name);
  const text = `${name}::varchar`;
  // Exact but for two texts of one 64-bit hash: long ones would fill the memory.
  const distinct = isExact ? `count(distinct hash(${text})) filter (${name} is not null)` : `approx_count_distinct(${name})`;
  const shown = (value: string) => `left(${value}::varchar, ${shownLength})`;
  const quantiles = isExact ? quantilesOf(column) : 'null';
  if (isNumeric(column)) {
    const value = asNumber(column);
    const isFloating = /^(FLOAT|DOUBLE)$/.test(column.type);
    const odd = isFloating ? `count(*) filter (not isfinite(${name}))` : '0';
    // Whole numbers and decimals to their last digit; a double of 2^63 has lost three.
    const edge = (end: string) => (isFloating ? `${end}(${value})` : `${end}(${name})::varchar`);
    // The engine gives up on a whole table where one deviation is no finite number.
    const deviation = isFloating ? `case when max(${value}) <= ${widest} and min(${value}) >= -${widest} then stddev_samp(case when ${name} between -${widest} and ${widest} then ${name}::double end) end` : `stddev_samp(${value})`;
    return [`count(${name})`, distinct, edge('min'), edge('max'), `avg(${value})`, deviation, quantiles, `[min(${value}), max(${value})]`, 'null', `[${odd}]`].join(', ');
  }
  if (isMoment(column)) {
    const epoch = asEpoch(column);
    // Infinite moments are left out: no date is shown for them.
    const finite = `case when isfinite(${name}::timestamp) then ${name} end`;
    return [`count(${name})`, distinct, shown(`min(${finite})`), shown(`max(${finite})`), 'null', 'null', quantiles, `[min(${epoch}), max(${epoch})]`, 'null', `[count(*) filter (not isfinite(${name}::timestamp))]`].join(', ');
  }
  if (!isText(column)) return [`count(${name})`, distinct.replace(`(${name})`, `(${text})`), shown(`min(${text})`), shown(`max(${text})`), 'null', 'null', 'null', 'null', 'null', '[0]'].join(', ');
  return [
    `count(${name})`, distinct, shown(`min(${name})`), shown(`max(${name})`), 'null', 'null', 'null', 'null', `[min(length(${name})), avg(length(${name})), max(length(${name}))]`,
    `to_json(histogram(${oddness(name)}))`,
  ].join(', ');
}

/** Five quantiles as a list: interpolated between numbers (the last digit of a double is the arithmetic's, and left out), of moments one that occurs. */
export function quantilesOf(column: Column): string {
  const shares = '[0.05, 0.25, 0.5, 0.75, 0.95]';
  if (isNumeric(column)) return `quantile_cont(${asNumber(column)}, ${shares})`;
  const name = quoteName(column.name);
  return isMoment(column) ? `list_transform(quantile_disc(case when isfinite(${name}::timestamp) then ${name} end, ${shares}), lambda x: x::varchar)` : 'null';
}

export function toQuantiles(column: Column, found: unknown): Pick<Facts, 'quartiles' | 'tails'> {
  const [p05 = null, q1 = null, q2 = null, q3 = null, p95 = null] = (Array.isArray(found) ? found : []).map((value) => textOf(column, isNumeric(column) && value !== null ? withoutLastDigit(Number(value)) : value));
  return { quartiles: q1 !== null && q2 !== null && q3 !== null ? [q1, q2, q3] : null, tails: p05 !== null && p95 !== null ? [p05, p95] : null };
}

/** Whole numbers keep theirs: of sixteen digits a quartile lay below the least otherwise. */
function withoutLastDigit(number: number): number {
  return Number.isInteger(number) ? number : Number(number.toPrecision(15));
}

function textOf(column: Column, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return isNumeric(column) ? exactText(value, column.type) : String(value).slice(0, shownLength);
}

export function toFacts(column: Column, values: readonly unknown[]): Facts {
  const list = (index: number): readonly unknown[] => (Array.isArray(values[index]) ? values[index] : []);
  const range = list(7).map((value) => (value === null ? Number.NaN : Number(value)));
  const [low = null, high = null] = range.every(Number.isFinite) ? range : [];
  const presentCount = finite(values[0]) ?? 0;
  const distinctCount = Math.min(finite(values[1]) ?? 0, presentCount);
  const [shortest = null, meanLength = null, longest = null] = list(8).map(finite);
  const [nonFiniteCount = 0] = list(9).map((value) => finite(value) ?? 0);
  return {
    ...column, kind: columnKind({ ...column, presentCount, distinctCount, min: low, max: high }), presentCount, distinctCount,
    min: textOf(column, values[2]), max: textOf(column, values[3]), mean: finite(values[4]), stddev: finite(values[5]),
    ...toQuantiles(column, values[6]), low, high,
    lengths: shortest !== null && meanLength !== null && longest !== null ? { min: shortest, mean: meanLength, max: longest } : null,
    nonFiniteCount, ...countOdd(values[9]),
  };
}

function finite(value: unknown): number | null {
  const number = value === null || value === undefined ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}
