import type { DuckDBConnection } from '@duckdb/node-api';
import { columnKind } from '../core/column-kind';
import { binCount, binsHistogram, edgeText, valuesHistogram } from '../core/histogram';
import type { ColumnKind, ColumnProfile, Histogram } from '../schema';
import { quoteName } from './open-table';

type Column = { readonly name: string; readonly type: string };

/** Columns profiled by one statement: each scan of the table serves this many. */
const batch = 40;
/** Above these, distinct values are estimated and quartiles approximated. */
const exactRows = 1_000_000;
const exactCells = 20_000_000;
const shownLength = 120;

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/;
const moment = /^(DATE|TIMESTAMP.*)$/;

export async function listColumns(db: DuckDBConnection): Promise<Column[]> {
  const rows = (await db.runAndReadAll(`select column_name, column_type from (describe source)`)).getRows();
  return rows.map((row) => ({ name: String(row[0]), type: String(row[1]) }));
}

export async function profileColumns(db: DuckDBConnection, columns: readonly Column[], rowCount: number): Promise<ColumnProfile[]> {
  const isExact = rowCount <= exactRows && rowCount * columns.length <= exactCells;
  const profiles: ColumnProfile[] = [];
  for (let from = 0; from < columns.length; from += batch) {
    profiles.push(...(await profileBatch(db, columns.slice(from, from + batch), { rowCount, isExact })));
  }
  return profiles;
}

type Facts = Column & {
  readonly kind: ColumnKind; readonly presentCount: number; readonly distinctCount: number;
  readonly min: string | null; readonly max: string | null; readonly mean: number | null; readonly stddev: number | null;
  readonly quartiles: readonly [string, string, string] | null;
  /** The range as numbers: of a number itself, of a moment in seconds since 1970. */
  readonly low: number | null; readonly high: number | null;
};

async function profileBatch(db: DuckDBConnection, columns: readonly Column[], scale: { readonly rowCount: number; readonly isExact: boolean }): Promise<ColumnProfile[]> {
  const [values = []] = (await db.runAndReadAll(`select ${columns.map((column) => summaryOf(column, scale.isExact)).join(', ')} from source`)).getRowsJson();
  const facts = columns.map((column, index) => toFacts(column, values.slice(index * 10, index * 10 + 10)));
  const histograms = await histogramsOf(db, facts);
  return facts.map((fact, index): ColumnProfile => ({
    name: fact.name, type: fact.type, kind: fact.kind, nullCount: scale.rowCount - fact.presentCount, distinctCount: fact.distinctCount, isDistinctExact: scale.isExact,
    min: fact.min, max: fact.max, mean: fact.mean, stddev: fact.stddev, quartiles: fact.quartiles, histogram: histograms[index] ?? { kind: 'none' },
  }));
}

/** A value as a number that statistics can use: finite, or nothing. */
function asNumber({ name, type }: Column): string {
  const value = `${quoteName(name)}::double`;
  return /^(FLOAT|DOUBLE)$/.test(type) ? `case when isfinite(${value}) then ${value} end` : value;
}

/** Ten expressions per column: present, distinct, min, max as text, mean, deviation, three quartiles as text, low, high as one. */
function summaryOf(column: Column, isExact: boolean): string {
  const name = quoteName(column.name);
  const text = `${name}::varchar`;
  const distinct = isExact ? `count(distinct ${text})` : `approx_count_distinct(${text})`;
  const shown = (value: string) => `left(${value}::varchar, ${shownLength})`;
  if (numeric.test(column.type)) {
    const value = asNumber(column);
    const quartile = (share: number) => (isExact ? `quantile_cont(${value}, ${share})` : `approx_quantile(${value}, ${share})`);
    return [`count(${name})`, distinct, `min(${value})`, `max(${value})`, `avg(${value})`, `stddev_samp(${value})`, quartile(0.25), quartile(0.5), quartile(0.75), `[min(${value}), max(${value})]`].join(', ');
  }
  if (moment.test(column.type)) {
    const epoch = `epoch(${name}::timestamp)`;
    const quartile = (share: number) => shown(isExact ? `quantile_disc(${name}, ${share})` : `to_timestamp(approx_quantile(${epoch}, ${share}))::timestamp`);
    return [`count(${name})`, distinct, shown(`min(${name})`), shown(`max(${name})`), 'null', 'null', quartile(0.25), quartile(0.5), quartile(0.75), `[min(${epoch}), max(${epoch})]`].join(', ');
  }
  return [`count(${name})`, distinct, shown(`min(${text})`), shown(`max(${text})`), 'null', 'null', 'null', 'null', 'null', 'null'].join(', ');
}

function toFacts(column: Column, values: readonly unknown[]): Facts {
  const number = (index: number): number | null => {
    const value = Number(values[index] ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  const isNumber = numeric.test(column.type);
  const text = (index: number): string | null => {
    if (values[index] === null || values[index] === undefined) return null;
    return isNumber ? edgeText(Number(values[index])) : String(values[index]);
  };
  const [q1, q2, q3] = [text(6), text(7), text(8)];
  const range = Array.isArray(values[9]) ? values[9].map(Number) : [];
  const [low = null, high = null] = range.every(Number.isFinite) ? range : [];
  const presentCount = number(0) ?? 0;
  const distinctCount = Math.min(number(1) ?? 0, presentCount);
  const kind = columnKind({ ...column, presentCount, distinctCount, min: low, max: high });
  return {
    ...column, kind, presentCount, distinctCount, min: text(2), max: text(3), mean: number(4), stddev: number(5),
    quartiles: q1 !== null && q2 !== null && q3 !== null ? [q1, q2, q3] : null, low, high,
  };
}

/** One more scan for all histograms of the batch: a map of bin to count, or of value to count. */
async function histogramsOf(db: DuckDBConnection, facts: readonly Facts[]): Promise<Histogram[]> {
  const expressions = facts.map((fact) => {
    const name = quoteName(fact.name);
    if (isBinned(fact)) {
      const value = moment.test(fact.type) ? `epoch(${name}::timestamp)` : asNumber(fact);
      // A double for the width: the range of two extreme numbers may not fit otherwise. Greatest and least pass over nulls, so these are left out before.
      const bin = `greatest(0, least(${binsOf(fact) - 1}, floor((${value} - (${fact.low}::double)) / (${width(fact)}::double))))::integer`;
      return `to_json(histogram(case when (${value}) is not null then ${bin} end))`;
    }
    return fact.kind === 'category' || fact.kind === 'boolean' || fact.kind === 'constant' ? `to_json(histogram(left(${name}::varchar, ${shownLength})))` : 'null';
  });
  const [row = []] = (await db.runAndReadAll(`select ${expressions.join(', ')} from source`)).getRowsJson();
  return facts.map((fact, index) => toHistogram(fact, row[index]));
}

function isBinned(fact: Facts): fact is Facts & { low: number; high: number } {
  return fact.low !== null && fact.high !== null && fact.high > fact.low && Number.isFinite(fact.high - fact.low) && fact.kind !== 'id' && fact.kind !== 'constant';
}

/** Whole numbers of a small range get a bin each: 1 to 7 in twenty bins would show gaps that aren't there. */
function binsOf({ type, low, high }: Facts & { low: number; high: number }): number {
  const span = high - low + 1;
  return /INT/.test(type) && span <= binCount ? span : binCount;
}

function width(fact: Facts & { low: number; high: number }): number {
  const bins = binsOf(fact);
  return /INT/.test(fact.type) && bins < binCount ? 1 : (fact.high - fact.low) / bins;
}

function toHistogram(fact: Facts, json: unknown): Histogram {
  if (typeof json !== 'string') return { kind: 'none' };
  const counts = Object.entries(JSON.parse(json) as Record<string, number>);
  if (!isBinned(fact)) return valuesHistogram(new Map(counts));
  const step = width(fact);
  const bins = binsOf(fact);
  const edge = (fraction: number): string => {
    const value = fact.low + fraction * bins * step;
    if (moment.test(fact.type)) return new Date(value * 1000).toISOString().slice(0, fact.type === 'DATE' || step >= 86_400 ? 10 : 16).replace('T', ' ');
    return edgeText(value);
  };
  return binsHistogram(new Map(counts.map(([bin, count]) => [Number(bin), count])), bins, edge);
}
