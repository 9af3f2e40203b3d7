import type { ColumnProfile } from '../schema';

type Sortable = Pick<ColumnProfile, 'name' | 'type' | 'kind' | 'distinctCount'>;

const [maxGroups, maxGrouping] = [1_000, 2];
/** Sorting by these would compare long or nested values. */
const unsortable = /(\[\d*\]|^(STRUCT|MAP|UNION|VARIANT|JSON|BLOB|BIT|INTERVAL).*)$/;

/**
 * The columns to sort a table by so that equal values lie together (small files) and ranges of rows can be passed over (fast questions): the ones of fewest
 * values first, two at most, then a moment, then what names rows. Ties go by the table's own order, so one table has one order. Empty: as it comes.
 */
export function chooseSortOrder(columns: readonly Sortable[]): string[] {
  const usable = columns.filter((column) => !unsortable.test(column.type) && column.distinctCount > 1);
  const grouping = usable.filter((column) => column.kind !== 'text' && column.kind !== 'id' && column.distinctCount <= maxGroups).toSorted((a, b) => a.distinctCount - b.distinctCount).slice(0, maxGrouping);
  const rest = usable.filter((column) => !grouping.includes(column));
  const moment = rest.find((column) => column.kind === 'date');
  const name = rest.find((column) => column.kind === 'id');
  return [...grouping, moment, name].flatMap((column) => (column ? [column.name] : []));
}
