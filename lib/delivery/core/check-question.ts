import { ok, refuse, type Result } from '@/lib/shared/result';
import { allowedFunctions, allowedTableFunctions } from './allowed-functions';

/** The one table there is. */
export const sampleTable = 'sample';

type Node = { readonly [key: string]: unknown };

const classes = new Set(['CONSTANT', 'COLUMN_REF', 'CAST', 'COMPARISON', 'CONJUNCTION', 'OPERATOR', 'FUNCTION', 'WINDOW', 'CASE', 'BETWEEN', 'STAR', 'SUBQUERY', 'LAMBDA', 'COLLATE', 'POSITIONAL_REFERENCE']);
const parts = new Set([
  'SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE', 'BASE_TABLE', 'TABLE_FUNCTION', 'SUBQUERY', 'JOIN', 'EXPRESSION_LIST', 'EMPTY', 'SHOW_REF', 'PIVOT',
  'LIMIT_MODIFIER', 'LIMIT_PERCENT_MODIFIER', 'ORDER_MODIFIER', 'DISTINCT_MODIFIER', 'ORDER_DEFAULT', 'ASCENDING', 'DESCENDING',
]);

/** Of a cast: how wide a decimal is, what a list is made of. */
const typeInfo = /^(DECIMAL|LIST|ARRAY|STRUCT|STRING|GENERIC|UNBOUND)_TYPE_INFO$/;

/**
 * Whether a question is one SELECT over the sample that calls nothing but what is allowed. `tree` is what the engine's own parser made of
 * the text (DuckDB's json_serialize_sql), so what is checked is what would be run. Whatever the tree holds that this function does not know is refused.
 */
export function checkQuestion(tree: unknown): Result<null> {
  if (!isNode(tree)) return notAllowed('?');
  if (tree.error === true) return refusalOf(tree);
  const statements = Array.isArray(tree.statements) ? tree.statements : [];
  if (statements.length !== 1) return notAllowed(';');
  const named = cteNames(statements[0]);
  const odd = [...named].find((name) => !/^[a-z_]\w*$/.test(name) || /^(duckdb|pragma|pg|sqlite|information)_/.test(name));
  if (odd !== undefined) return notAllowed(odd);
  const tables = new Set([sampleTable, ...named]);
  for (const node of nodesOf(statements[0])) {
    const fault = faultOf(node, tables);
    if (fault !== null) return notAllowed(fault);
  }
  return ok(null);
}

/** What about this node is not allowed, as a word that the reader finds in her text; null when nothing is. */
function faultOf(node: Node, tables: ReadonlySet<string>): string | null {
  const { class: kind, type } = node;
  if (typeof kind === 'string') {
    if (kind === 'PARAMETER') return '$';
    if (!classes.has(kind)) return kind;
    if (kind === 'FUNCTION' || kind === 'WINDOW') {
      const name = textOf(node.function_name).toLowerCase();
      return allowedFunctions.has(name) ? null : name;
    }
    return null;
  }
  if (typeof type !== 'string' || 'is_null' in node) return null;
  if (!parts.has(type) && !typeInfo.test(type)) return type;
  if (type === 'BASE_TABLE') return isKnownTable(node, tables) ? null : textOf(node.table_name);
  if (type === 'TABLE_FUNCTION') {
    const name = isNode(node.function) ? textOf(node.function.function_name).toLowerCase() : '';
    return allowedTableFunctions.has(name) ? null : name;
  }
  if (type === 'SHOW_REF') return isNode(node.query) && (node.show_type === 'SUMMARY' || node.show_type === 'DESCRIBE') ? null : 'SHOW';
  return null;
}

function isKnownTable(node: Node, tables: ReadonlySet<string>): boolean {
  return tables.has(textOf(node.table_name).toLowerCase()) && !node.schema_name && !node.catalog_name && !node.at_clause;
}

function cteNames(tree: unknown): Set<string> {
  const names = new Set<string>();
  for (const node of nodesOf(tree)) {
    if (isNode(node.cte_map) && Array.isArray(node.cte_map.map)) for (const entry of node.cte_map.map) if (isNode(entry)) names.add(textOf(entry.key).toLowerCase());
  }
  return names;
}

/** Every object of the tree, without recursion: a deeply nested question can't exhaust the stack. */
function* nodesOf(tree: unknown): Generator<Node> {
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) open.push(...next);
    else if (isNode(next)) {
      yield next;
      open.push(...Object.values(next));
    }
  }
}

function refusalOf(tree: Node): Result<null> {
  if (tree.error_type === 'not implemented') return notAllowed('SELECT');
  return refuse('query-wrong', { params: { detail: textOf(tree.error_message).slice(0, 300) } });
}

function notAllowed(what: string): Result<null> {
  return what === 'SELECT' || what === ';' ? refuse('query-not-select') : refuse('query-not-allowed', { params: { what: what.slice(0, 60) } });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
