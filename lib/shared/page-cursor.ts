/** Where a keyset-paged list goes on: the time and id of the last row shown. */
export type PageCursor = { readonly at: Date; readonly id: string };

const pattern = /^(\d{1,15})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

export function formatCursor({ at, id }: PageCursor): string {
  return `${at.getTime()}_${id}`;
}

/** Null for anything `formatCursor` did not write. */
export function parseCursor(value: string): PageCursor | null {
  const match = pattern.exec(value);
  if (!match) return null;
  const at = new Date(Number(match[1]));
  return Number.isNaN(at.getTime()) ? null : { at, id: match[2] ?? '' };
}
