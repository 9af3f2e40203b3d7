import type { DictionaryChange, DictionaryEntry } from '../../dictionary/schema';

/** Entries of columns that no revision has now are kept for older ones, up to this many in all. */
export const maxEntries = 4_000;

type Changes = { readonly names: readonly string[]; readonly changes: readonly DictionaryChange[] };

/**
 * A dictionary after changes, each of a column's description, unit or both: of one that is named twice the later counts, and one that says nothing any more is
 * left out. In the order of the columns, then what other revisions have.
 */
export function mergeEntries(before: readonly DictionaryEntry[], { names, changes }: Changes): DictionaryEntry[] {
  const entries = new Map(before.map((entry) => [entry.name, entry]));
  for (const { name, description, unit } of changes) {
    const said = entries.get(name);
    entries.set(name, { name, description: description ?? said?.description ?? '', unit: unit ?? said?.unit ?? '' });
  }
  const own = new Set(names);
  const ordered = [...own, ...[...entries.keys()].filter((name) => !own.has(name))].flatMap((name) => entries.get(name) ?? []);
  return ordered.filter(({ description, unit }) => description !== '' || unit !== '').slice(0, Math.max(maxEntries, own.size));
}
