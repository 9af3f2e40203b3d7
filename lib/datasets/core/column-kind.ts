import type { ColumnKind } from '../schema';

export type ColumnFacts = {
  readonly name: string;
  readonly type: string;
  readonly presentCount: number;
  readonly distinctCount: number;
  readonly min: number | null;
  readonly max: number | null;
};

const number = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/;
const moment = /^(DATE|TIMESTAMP.*)$/;
const nested = /(\[\d*\]|^(STRUCT|MAP|UNION|BLOB|JSON|BIT).*)$/;
const identifier = /(^|[_\s-])(id|uuid|guid|key)$|^id([_\s-]|$)/i;
const latitude = /^(lat|latitude)$|[_\s-](lat|latitude)$/i;
const longitude = /^(lon|lng|long|longitude)$|[_\s-](lon|lng|longitude)$/i;

/** The most values a column may have to count as a category. */
const maxCategories = 1_000;

/** What kind of values a column holds, from its DuckDB type, its name and its counts. */
export function columnKind({ name, type, presentCount, distinctCount, min, max }: ColumnFacts): ColumnKind {
  if (presentCount === 0) return 'empty';
  if (nested.test(type)) return 'nested';
  if (distinctCount === 1 && presentCount > 1) return 'constant';
  if (type === 'BOOLEAN') return 'boolean';
  if (moment.test(type)) return 'date';
  if (type === 'UUID') return 'id';
  // Estimated distinct counts are off by some percent.
  const isUnique = distinctCount >= 0.97 * presentCount;
  if (number.test(type)) {
    if (min !== null && max !== null && ((latitude.test(name) && min >= -90 && max <= 90) || (longitude.test(name) && min >= -180 && max <= 180))) return 'geo';
    return identifier.test(camelToWords(name)) && isUnique && presentCount > 1 ? 'id' : 'number';
  }
  if (identifier.test(camelToWords(name)) && isUnique && presentCount > 1) return 'id';
  return distinctCount <= maxCategories && (distinctCount <= 0.5 * presentCount || distinctCount <= 12) ? 'category' : 'text';
}

function camelToWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2');
}
