import type { DuckDBConnection } from '@duckdb/node-api';
import { observedFrequency } from '../core/observed-frequency';
import type { Histogram, TableProfile } from '../schema';
import { histogramSql, toHistogram } from './column-histograms';
import { isMoment, isNumeric, isText, type Facts } from './column-summary';
import type { Sampled } from './sampled';
import { quoteName } from './sql-text';

const batch = 40;

export type ScannedAgain = { readonly histograms: readonly Histogram[]; readonly nearDuplicates: number; readonly frequency: TableProfile['frequency'] };

/** The second scan, for what only makes sense once the first has told ranges and kinds: histograms, rows that are nearly the same, days that occur. */
export async function scanAgain(db: DuckDBConnection, facts: readonly Facts[], { rowCount, distinctRowCount, sampled }: { readonly rowCount: number; readonly distinctRowCount: number; readonly sampled: Sampled }): Promise<ScannedAgain> {
  const histograms: Histogram[] = [];
  const [near, dated] = [nearHash(facts, rowCount, sampled), datedColumn(facts)];
  let [nearDuplicates, days]: [number, number[]] = [0, []];
  for (let from = 0; from < facts.length; from += batch) {
    const some = facts.slice(from, from + batch);
    const rows = from === 0 ? `, ${near === null ? 'null' : `count(distinct ${near})::double`}, ${dated === null ? 'null' : `list(distinct date_diff('day', date '1970-01-01', case when isfinite(${quoteName(dated.name)}::timestamp) then ${quoteName(dated.name)}::date end))`}` : '';
    const [values = []] = (await db.runAndReadAll(`select ${some.map(histogramSql).join(', ')}${rows} from source`)).getRowsJson();
    some.forEach((fact, index) => { histograms.push(toHistogram(fact, values[index])); });
    if (from > 0) continue;
    const [kinds, occurring] = values.slice(some.length);
    if (near !== null) nearDuplicates = Math.max(0, distinctRowCount - Number(kinds));
    if (Array.isArray(occurring)) days = occurring.filter((day) => day !== null).map(Number);
  }
  return { histograms, nearDuplicates, frequency: frequencyOf(dated, days) };
}

/**
 * Equal for rows that become equal once case, spaces and punctuation of text and the digits of numbers beyond seven don't count. Identifiers
 * are left aside where enough of the rest is free text; otherwise many rows would be alike by right. Null where nothing could be alike.
 */
function nearHash(facts: readonly Facts[], rowCount: number, { values }: Sampled): string | null {
  const isRich = facts.some((fact) => isText(fact) && fact.kind === 'text' && fact.distinctCount >= 0.3 * fact.presentCount && (fact.lengths?.mean ?? 0) >= 8);
  const compared = facts.filter((fact) => !(isRich && (fact.kind === 'id' || isCounter(fact, rowCount))));
  if (!compared.some((fact) => isText(fact) || /^(FLOAT|DOUBLE)$/.test(fact.type))) return null;
  const parts = compared.map((fact) => {
    const name = quoteName(fact.name);
    // Taking punctuation out costs ten times what the rest does: only where the sample shows words with spaces between them. In an address or a code it means something.
    if (isText(fact)) return values[facts.indexOf(fact)]?.some((value) => value !== null && /\s\p{L}/u.test(value)) === true && fact.kind === 'text' ? `regexp_replace(lower(${name}), '[^\\p{L}\\p{N}]+', '', 'g')` : `lower(${name})`;
    if (/^(FLOAT|DOUBLE)$/.test(fact.type)) return `try_cast(${name} as float)`;
    return isNumeric(fact) || isMoment(fact) ? name : `${name}::varchar`;
  });
  return `hash(${parts.join(', ')})`;
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
