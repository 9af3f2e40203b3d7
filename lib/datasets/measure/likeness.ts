import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from '../schema';
import { quoteName } from './open-table';

/** Fractions that agree in so many significant digits count as one. Each by itself: what other rows hold never makes two of them alike. */
const significantDigits = 4;
/** Beyond these only exact copies are told. */
const [maxCells, maxColumns, maxPairs] = [20_000_000, 200, 200];

const fractional = /^(FLOAT|DOUBLE|DECIMAL.*)$/;
const whole = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|INTEGER)$/;

export type Likeness = { readonly alikeRowCount: number; readonly columns: readonly ColumnProfile[] };

/**
 * Rows and columns that add nothing: how many rows are left when those that differ only by case, white space or beyond the fourth significant
 * digit of a fraction are one, how many cells of these are filled with something usable, and which columns repeat an earlier one cell by cell.
 */
export async function measureLikeness(db: DuckDBConnection, profiles: readonly ColumnProfile[], { rowCount, distinctRowCount }: { readonly rowCount: number; readonly distinctRowCount: number }): Promise<Likeness> {
  if (rowCount * profiles.length > maxCells || profiles.length > maxColumns) return { alikeRowCount: distinctRowCount, columns: profiles };
  const cells = profiles.map((profile) => canonical(profile));
  const named = cells.map((cell, index) => `${cell} as c${index}`).join(', ');
  // Null and 'null' must not meet in one hash, so each cell is hashed with whether it is there.
  const key = cells.map((_, index) => `hash(c${index}, c${index} is null)`).join(', ');
  const filled = cells.map((_, index) => `count(f${index})::double`).join(', ');
  const first = cells.map((_, index) => `any_value(c${index} is not null or null) as f${index}`).join(', ');
  const [counts = []] = (await db.runAndReadAll(`select count(*)::double, ${filled} from (select ${first} from (select ${named} from source) group by hash(${key}))`)).getRows();
  const repeats = await repeatsOf(db, profiles, cells);
  return {
    alikeRowCount: Number(counts[0]),
    columns: profiles.map((profile, index) => ({ ...profile, distinctFilledCount: Number(counts[index + 1]), ...(repeats.has(profile.name) ? { repeats: repeats.get(profile.name) ?? '' } : {}) })),
  };
}

/** A cell as text or number in which what doesn't matter is gone; null where nothing usable is in it. */
function canonical({ name, type }: ColumnProfile): string {
  const value = quoteName(name);
  if (whole.test(type)) return value;
  if (fractional.test(type)) {
    const number = `${value}::double`;
    // Whole numbers differ by one at least, and that counts.
    return `case when not isfinite(${number}) then null when ${number} = trunc(${number}) then ${number} when abs(${number}) < 1e-280 then 0 else round(${number}, (${significantDigits - 1} - floor(log10(abs(${number}))))::integer) end`;
  }
  return type === 'VARCHAR' ? `nullif(lower(trim(regexp_replace(${value}, '\\s+', ' ', 'g'))), '')` : `${value}::varchar`;
}

/** Of columns with the same counts, those that are equal in every row: the later ones, each with the first it repeats. */
async function repeatsOf(db: DuckDBConnection, profiles: readonly ColumnProfile[], cells: readonly string[]): Promise<Map<string, string>> {
  const pairs = profiles.flatMap((later, right) => profiles.slice(0, right).flatMap((earlier, left) => (
    later.kind !== 'empty' && later.kind !== 'constant' && familyOf(later) === familyOf(earlier) && later.nullCount === earlier.nullCount ? [{ left, right }] : []
  ))).filter(({ left, right }) => Math.abs((profiles[left]?.distinctCount ?? 0) - (profiles[right]?.distinctCount ?? 0)) <= 0.1 * (profiles[left]?.distinctCount ?? 0)).slice(0, maxPairs);
  if (pairs.length === 0) return new Map();
  const [row = []] = (await db.runAndReadAll(`select ${pairs.map(({ left, right }) => `coalesce(bool_and((${cells[left] ?? ''}) is not distinct from (${cells[right] ?? ''})), false)`).join(', ')} from source`)).getRows();
  const found = new Map<string, string>();
  pairs.forEach(({ left, right }, index) => {
    const [later, earlier] = [profiles[right]?.name ?? '', profiles[left]?.name ?? ''];
    if (row[index] === true && !found.has(later)) found.set(later, earlier);
  });
  return found;
}

function familyOf({ type }: ColumnProfile): string {
  return whole.test(type) || fractional.test(type) ? 'number' : type;
}
