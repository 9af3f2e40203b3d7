import type { ColumnKind } from '@/lib/datasets/schema';

export type ExampleQuestion = { readonly kind: 'first' | 'count' | 'average' | 'over-time' | 'summary'; readonly column: string; readonly sql: string };
type Column = { readonly name: string; readonly kind: ColumnKind };

/** Questions that make sense of these very columns, to begin with: each can be asked as it stands. */
export function exampleQuestions(columns: readonly Column[]): ExampleQuestion[] {
  const category = columns.find((column) => column.kind === 'category') ?? columns.find((column) => column.kind === 'boolean');
  const number = columns.find((column) => column.kind === 'number');
  const date = columns.find((column) => column.kind === 'date');
  const examples: ExampleQuestion[] = [{ kind: 'first', column: '', sql: 'SELECT *\nFROM sample\nLIMIT 10' }];
  if (category) examples.push({ kind: 'count', column: category.name, sql: `SELECT ${nameSql(category.name)}, count(*) AS n\nFROM sample\nGROUP BY ALL\nORDER BY n DESC\nLIMIT 20` });
  if (category && number) {
    examples.push({ kind: 'average', column: number.name, sql: `SELECT ${nameSql(category.name)}, round(avg(${nameSql(number.name)}), 2) AS average\nFROM sample\nGROUP BY ALL\nORDER BY average DESC\nLIMIT 20` });
  }
  if (date) examples.push({ kind: 'over-time', column: date.name, sql: `SELECT date_trunc('month', ${nameSql(date.name)}) AS month, count(*) AS n\nFROM sample\nGROUP BY ALL\nORDER BY month` });
  examples.push({ kind: 'summary', column: '', sql: 'SUMMARIZE sample' });
  return examples;
}

/** Quoted only where a reader would have to. */
export function nameSql(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) && !reserved.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** The reserved words of the engine (duckdb_keywords(), category "reserved", 1.5) that a column may well be called. */
const reserved = new Set(['all', 'and', 'any', 'as', 'asc', 'both', 'case', 'cast', 'check', 'column', 'create', 'default', 'desc', 'distinct', 'do', 'else', 'end', 'except', 'false', 'fetch', 'for', 'from', 'grant', 'group', 'having', 'in', 'into', 'lambda', 'leading', 'limit', 'not', 'null', 'offset', 'on', 'only', 'or', 'order', 'pivot', 'primary', 'qualify', 'references', 'returning', 'select', 'show', 'some', 'summarize', 'table', 'then', 'to', 'trailing', 'true', 'union', 'unique', 'unpivot', 'using', 'variadic', 'when', 'where', 'window', 'with']);
