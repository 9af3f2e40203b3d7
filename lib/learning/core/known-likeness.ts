import type { SessionTable } from './session-table';

/** How many of what is likest may stand in a list. */
const mostLikest = 40;

/** Likeness by the numbers of a table: -1 for an item that it does not know. */
export type NumberedLikeness = {
  readonly names: readonly string[]; readonly numbers: Int32Array; readonly values: Float64Array;
  /** Places of those that may stand in a list, in no order where all of them may: candidates are ranked by what is known of them. */
  readonly likest: readonly number[];
};

/**
 * The likeness of items to one item in the numbers of a table, looked up once: whoever asks with the same map has the same answer until the table changes,
 * which can give an unknown item a number. `valueOf` is what is kept of a likeness. A map that was asked with must not change.
 */
export function knownLikeness(table: SessionTable, valueOf: (likeness: number) => number): (content: ReadonlyMap<string, number>) => NumberedLikeness {
  const known = new WeakMap<ReadonlyMap<string, number>, { readonly changed: number; readonly likeness: NumberedLikeness }>();
  return (content) => {
    const changed = table.live?.changed.count ?? 0;
    const found = known.get(content);
    if (found?.changed === changed) return found.likeness;
    const names = [...content.keys()];
    const likeness = { names, numbers: Int32Array.from(names, (name) => table.numberOf.get(name) ?? -1), values: Float64Array.from(content.values(), valueOf), likest: likestOf(content) };
    known.set(content, { changed, likeness });
    return likeness;
  };
}

function likestOf(content: ReadonlyMap<string, number>): readonly number[] {
  const places = [...content].map(([name, likeness], place) => ({ name, likeness, place }));
  const likest = places.length <= mostLikest ? places : places.toSorted((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1)).slice(0, mostLikest);
  return likest.map(({ place }) => place);
}
