type Choice = { readonly columns: readonly string[]; readonly since: Date };

/** Which columns of a right's copies are marked: what the seller had chosen when it was granted. A later choice changes no right that is there. */
export function markedColumnsOf(choices: readonly Choice[], grantedAt: Date): readonly string[] {
  const before = choices.filter((choice) => choice.since.getTime() <= grantedAt.getTime()).toSorted((a, b) => b.since.getTime() - a.since.getTime());
  return before[0]?.columns ?? [];
}
