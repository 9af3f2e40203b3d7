import type { DuckDBConnection } from '@duckdb/node-api';
import { observedFrequency } from '../core/observed-frequency';
import type { Histogram, TableProfile } from '../schema';
import { histogramSql, toHistogram } from './column-histograms';
import { isMoment, isNumeric, isText, type Facts } from './column-summary';
import type { Sampled } from './sampled';
import { quoteName, rowHash } from './sql-text';

const batch = 40;

export type ScannedAgain = { readonly histograms: readonly Histogram[]; readonly distinctRowCount: number; readonly nearDuplicates: number; readonly frequency: TableProfile['frequency'] };
type Rows = { readonly rowCount: number; readonly sampled: Sampled; /** Distinct values of a column are counted, not estimated. */ readonly isExact: boolean };

/**
 * The second scan, for what only makes sense once the first has told ranges and kinds: histograms, rows that are the same or nearly so, days that occur. Where one column
 * names each row, no two can be the same; that is either known, or a bit for each of its numbers tells, for a tenth of what hashing and keeping all rows takes.
 */
export async function scanAgain(db: DuckDBConnection, facts: readonly Facts[], { rowCount, sampled, isExact }: Rows): Promise<ScannedAgain> {
  const histograms: Histogram[] = [];
  const dated = datedColumn(facts);
  const compared = comparedColumns(facts, rowCount);
  const isWhole = (fact: Facts) => fact.presentCount === rowCount;
  const named = isExact ? facts.filter((fact) => isWhole(fact) && fact.distinctCount === rowCount) : [];
  const counter = named.length > 0 ? undefined : facts.find((fact) => isWhole(fact) && isDenseCounter(fact, rowCount));
  const naming = counter ? [counter] : named;
  // Of nearly the same rows only a column that is compared as it stands tells.
  const wanted = {
    same: naming.length > 0 ? null : `count(distinct ${rowHash(facts)})::double`,
    near: naming.some((fact) => compared.includes(fact) && (/INT/.test(fact.type) || isMoment(fact))) ? null : nearSql(facts, compared, sampled),
  };
  let rows = { same: rowCount, near: rowCount };
  let days: number[] = [];
  for (let from = 0; from < facts.length; from += batch) {
    const some = facts.slice(from, from + batch);
    const first = from > 0 ? [] : [
      wanted.same, wanted.near, counter ? `bit_count(bitstring_agg(${quoteName(counter.name)}::bigint, ${counter.low ?? 0}::bigint, ${counter.high ?? 0}::bigint))::double` : null,
      dated === null ? null : `list(distinct date_diff('day', date '1970-01-01', case when isfinite(${quoteName(dated.name)}::timestamp) then ${quoteName(dated.name)}::date end))`,
    ];
    const [values = []] = (await db.runAndReadAll(`select ${[...some.map(histogramSql), ...first.map((sql) => sql ?? 'null')].join(', ')} from source`)).getRowsJson();
    some.forEach((fact, index) => { histograms.push(toHistogram(fact, values[index])); });
    if (from > 0) continue;
    const [same, near, numbers, occurring] = values.slice(some.length);
    const isCounted = counter !== undefined && Number(numbers) !== rowCount;
    rows = isCounted ? await countRows(db, facts, { rowCount, near: nearSql(facts, compared, sampled) }) : { same: Number(same ?? rowCount), near: Number(near ?? rowCount) };
    if (Array.isArray(occurring)) days = occurring.filter((day) => day !== null).map(Number);
  }
  const isCompared = nearSql(facts, compared, sampled) !== null;
  return { histograms, distinctRowCount: rows.same, nearDuplicates: isCompared ? Math.max(0, rows.same - rows.near) : 0, frequency: frequencyOf(dated, days) };
}

/** A column that looked as if it named each row doesn't: a scan of its own. */
async function countRows(db: DuckDBConnection, facts: readonly Facts[], { rowCount, near }: { readonly rowCount: number; readonly near: string | null }): Promise<{ readonly same: number; readonly near: number }> {
  const [counted = []] = (await db.runAndReadAll(`select count(distinct ${rowHash(facts)})::double, ${near ?? 'null'} from source`)).getRows();
  return { same: Number(counted[0]), near: Number(counted[1] ?? rowCount) };
}

/** Whole numbers, another in each row as far as an estimate tells (which is off by up to a tenth), in a range that a bit each is little for. */
function isDenseCounter({ type, distinctCount, low, high }: Facts, rowCount: number): boolean {
  return /^U?(TINY|SMALL|BIG)?INT(EGER)?$/.test(type) && distinctCount >= 0.85 * rowCount && low !== null && high !== null && Math.max(Math.abs(low), Math.abs(high)) <= Number.MAX_SAFE_INTEGER && high - low < 8 * rowCount && high - low >= rowCount - 1;
}

/**
 * Equal for rows that become equal once case, spaces and punctuation of text and the digits of numbers beyond seven don't count. Identifiers
 * are left aside where enough of the rest is free text; otherwise many rows would be alike by right.
 */
function comparedColumns(facts: readonly Facts[], rowCount: number): readonly Facts[] {
  const isRich = facts.some((fact) => isText(fact) && fact.kind === 'text' && fact.distinctCount >= 0.3 * fact.presentCount && (fact.lengths?.mean ?? 0) >= 8);
  return facts.filter((fact) => !(isRich && (fact.kind === 'id' || isCounter(fact, rowCount))));
}

/** How many rows are left when those that are nearly the same are one; null where nothing could be alike. */
function nearSql(facts: readonly Facts[], compared: readonly Facts[], { values }: Sampled): string | null {
  if (!compared.some((fact) => isText(fact) || /^(FLOAT|DOUBLE)$/.test(fact.type))) return null;
  const parts = compared.map((fact) => {
    const name = quoteName(fact.name);
    // Taking punctuation out costs ten times what the rest does: only where the sample shows words with spaces between them. In an address or a code it means something.
    if (isText(fact)) return values[facts.indexOf(fact)]?.some((value) => value !== null && /\s\p{L}/u.test(value)) === true && fact.kind === 'text' ? `regexp_replace(lower(${name}), '[^\\p{L}\\p{N}]+', '', 'g')` : `lower(${name})`;
    if (/^(FLOAT|DOUBLE)$/.test(fact.type)) return `try_cast(${name} as float)`;
    return isNumeric(fact) || isMoment(fact) ? name : `${name}::varchar`;
  });
  return `count(distinct hash(${parts.join(', ')}))::double`;
}

/** Whole numbers that each name a row, whatever they are called. */
function isCounter({ type, distinctCount, presentCount }: Facts, rowCount: number): boolean {
  return /INT/.test(type) && presentCount === rowCount && distinctCount >= 0.97 * rowCount;
}

/** The date column that is filled best; of several, the one that reaches furthest. */
function datedColumn(facts: readonly Facts[]): Facts | null {
  const dated = facts.filter((fact) => isMoment(fact) && fact.low !== null && fact.high !== null && Math.abs(fact.low) < 1e11 && Math.abs(fact.high) < 1e11);
  return dated.toSorted((a, b) => b.presentCount - a.presentCount || (b.high ?? 0) - (a.high ?? 0))[0] ?? null;
}

function frequencyOf(column: Facts | null, days: readonly number[]): TableProfile['frequency'] {
  if (!column?.max) return null;
  return { column: column.name, ...observedFrequency(days, column.type === 'DATE' ? 1 : column.distinctCount / Math.max(1, days.length)), newest: column.max.slice(0, 19) };
}
