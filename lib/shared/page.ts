/** One page of a keyset-paged list: `rows` holds one more than `size` when there is a next page. */
export function toPage<Row, Item>(rows: readonly Row[], size: number, map: { item: (row: Row) => Item; cursor: (row: Row) => string }): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { items: shown.map(map.item), nextCursor: rows.length > size && last !== undefined ? map.cursor(last) : null };
}
