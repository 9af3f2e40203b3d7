/** The first name that appears twice when upper and lower case are the same, as they are to a database; null when none does. */
export function findDuplicateName(names: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const name of names) {
    const folded = name.trim().toLowerCase();
    if (seen.has(folded)) return name;
    seen.add(folded);
  }
  return null;
}
