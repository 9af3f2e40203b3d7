/** SQL text of a string. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** SQL text of a name. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A name that none of these has, whatever its case. Where a relation stands for its rows it needs one: DuckDB takes the column first, and "source" is a name that
 * many tables have.
 */
export function unusedName(names: readonly string[], wanted: string): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let name = wanted;
  while (taken.has(name)) name += '_';
  return name;
}

const nested = /(\[\d*\]|^(STRUCT|MAP|UNION|VARIANT|JSON).*)$/;

/**
 * A row as one 64-bit number. Lists and structures go in as their text: the engine's hash of several values at once is the same for
 * all rows when one of them is nested (DuckDB 1.5).
 */
export function rowHash(columns: readonly { readonly name: string; readonly type: string }[]): string {
  return `hash(${columns.map(({ name, type }) => (nested.test(type) ? `${quoteName(name)}::varchar` : quoteName(name))).join(', ')})`;
}
