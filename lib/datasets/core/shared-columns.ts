export type TypedColumn = { readonly name: string; readonly type: string };

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*|BOOLEAN)$/;

/** Numeric columns that both tables have under the same name, beside the label. */
export function sharedNumericColumns(a: readonly TypedColumn[], b: readonly TypedColumn[], label: string): readonly string[] {
  const other = new Set(b.filter((column) => numeric.test(column.type)).map((column) => column.name));
  return a.filter((column) => numeric.test(column.type) && column.name !== label && other.has(column.name)).map((column) => column.name);
}
