/** The tables so that each comes after those it refers to. @throws Error when two refer to each other. */
export function orderByReferences<Table extends { readonly name: string }>(tables: readonly Table[], references: readonly { readonly table: string; readonly needs: string }[]): readonly Table[] {
  const placed = new Set<string>();
  const ordered: Table[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ name }) => references.every(({ table, needs }) => table !== name || placed.has(needs)));
    if (ready.length === 0) throw new Error(`These tables refer to each other: ${waiting.map((table) => table.name).join(', ')}.`);
    for (const table of ready) { placed.add(table.name); ordered.push(table); }
    waiting = waiting.filter((table) => !placed.has(table.name));
  }
  return ordered;
}
