import type { DictionaryEntry } from '../../dictionary/schema';

/** Entries of columns that no revision has now are kept for older ones, up to this many in all. */
export const maxEntries = 4_000;

type Change = { readonly names: readonly string[]; readonly changes: readonly DictionaryEntry[] };

/**
 * A dictionary after changes: of a column that is named twice the later change counts, and one that says nothing any more is left out. In the order of the
 * columns, then what other revisions have.
 */
export function mergeEntries(before: readonly DictionaryEntry[], { names, changes }: Change): DictionaryEntry[] {
  const entries = new Map([...before, ...changes].map((entry) => [entry.name, entry]));
  const own = new Set(names);
  const ordered = [...own, ...[...entries.keys()].filter((name) => !own.has(name))].flatMap((name) => entries.get(name) ?? []);
  return ordered.filter(({ description, unit }) => description !== '' || unit !== '').slice(0, Math.max(maxEntries, own.size));
}
