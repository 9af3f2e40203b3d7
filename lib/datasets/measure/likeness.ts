import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from '../schema';
import { quoteName } from './open-table';

/** Numbers closer than this share of their column's standard deviation count as one. */
const likeShare = 0.001;
/** Beyond these only exact copies are told. */
const [maxCells, maxColumns, maxPairs] = [20_000_000, 200, 200];

const fractional = /^(FLOAT|DOUBLE|DECIMAL.*)$/;
const whole = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|INTEGER)$/;

export type Likeness = { readonly alikeRowCount: number; readonly columns: readonly ColumnProfile[] };

/**
 * Rows and columns that add nothing: how many rows are left when those that differ only by case, white space or a thousandth of a standard
 * deviation are one, how many cells of these are filled with something usable, and which columns repeat an earlier one cell by cell.
 */
export async function measureLikeness(db: DuckDBConnection, profiles: readonly ColumnProfile[], { rowCount, distinctRowCount }: { readonly rowCount: number; readonly distinctRowCount: number }): Promise<Likeness> {
  if (rowCount * profiles.length > maxCells || profiles.length > maxColumns) return { alikeRowCount: distinctRowCount, columns: profiles };
  const isWhole = await wholeColumns(db, profiles);
  const cells = profiles.map((profile) => canonical(profile, isWhole.has(profile.name)));
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

/** Columns of fractional type that hold whole numbers only: there the smallest difference is one, and it counts. */
async function wholeColumns(db: DuckDBConnection, profiles: readonly ColumnProfile[]): Promise<Set<string>> {
  const wanted = profiles.filter((profile) => fractional.test(profile.type));
  if (wanted.length === 0) return new Set();
  const [row = []] = (await db.runAndReadAll(`select ${wanted.map(({ name }) => { const value = `${quoteName(name)}::double`; return `coalesce(bool_and(not isfinite(${value}) or ${value} = trunc(${value})), true)`; }).join(', ')} from source`)).getRows();
  return new Set(wanted.filter((_, index) => row[index] === true).map(({ name }) => name));
}

/** A cell as text or number in which what doesn't matter is gone; null where nothing usable is in it. */
function canonical({ name, type, stddev }: ColumnProfile, isWhole: boolean): string {
  const value = quoteName(name);
  if (whole.test(type)) return value;
  if (fractional.test(type)) {
    const step = stddev !== null && stddev > 0 && Number.isFinite(stddev) && !isWhole ? stddev * likeShare : null;
    const number = `${value}::double`;
    return `case when isfinite(${number}) then ${step === null ? number : `round(${number} / ${step}::double)`} end`;
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
