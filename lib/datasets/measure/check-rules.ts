import type { DuckDBConnection } from '@duckdb/node-api';
import type { QualityRule, RuleResult } from '../schema';
import { isMoment, isNumeric, isText, type Column } from './column-summary';
import type { RuleJob } from './job';
import { quote, quoteName, rowHash } from './sql-text';

/** Checks each rule against all rows of `source`. One that can't be checked says why and fails nobody else. */
export async function checkRules(db: DuckDBConnection, rules: readonly RuleJob[], { columns, rowCount }: { readonly columns: readonly Column[]; readonly rowCount: number }): Promise<RuleResult[]> {
  const results: RuleResult[] = [];
  for (const { id, rule, keys } of rules) {
    const told = { id, rule, outOf: rowCount };
    const sql = conditionOf(rule, columns, keys);
    if (typeof sql !== 'string') {
      results.push({ ...told, failing: null, fault: sql.fault });
      continue;
    }
    try {
      const [counted = []] = (await db.runAndReadAll(`select (${sql})::double from source`)).getRows();
      results.push({ ...told, failing: Number(counted[0] ?? 0), fault: null });
    } catch (error) {
      // Of a statement made from a rule, only the rule's own pattern can be at fault.
      if (rule.kind !== 'regex') throw error;
      results.push({ ...told, failing: null, fault: 'pattern-broken' });
    }
  }
  return results;
}

/** An aggregate that counts the rows that break the rule. Empty cells break only "not null". */
function conditionOf(rule: QualityRule, columns: readonly Column[], keys: string | undefined): string | { readonly fault: NonNullable<RuleResult['fault']> } {
  const named = rule.kind === 'unique' ? rule.columns : [rule.column];
  const used = named.map((name) => columns.find((column) => column.name === name));
  if (!used.every((column): column is Column => column !== undefined)) return { fault: 'column-unknown' };
  const [first] = used;
  if (!first) return { fault: 'column-unknown' };
  const name = quoteName(first.name);
  switch (rule.kind) {
    case 'not-null': return `count(*) filter (${name} is null${isText(first) ? ` or trim(${name}) = ''` : ''})`;
    case 'range': return rangeOf(rule, first);
    case 'regex': return `count(*) filter (not regexp_full_match(${name}::varchar, ${quote(rule.pattern)}))`;
    case 'unique': {
      const whole = used.map((column) => `${quoteName(column.name)} is not null`).join(' and ');
      return `count(*) filter (${whole}) - count(distinct ${rowHash(used)}) filter (${whole})`;
    }
    case 'foreign-key': return keys === undefined ? { fault: 'target-missing' } : `count(*) filter (${name} is not null and not exists (select 1 from read_parquet(${quote(keys)}) there where there.value = source.${name}::varchar))`;
  }
}

function rangeOf({ min, max }: Extract<QualityRule, { kind: 'range' }>, column: Column): string | { readonly fault: 'bound-not-readable' } {
  const isDay = isMoment(column);
  const bounds = [min, max].filter((text) => text !== null);
  if (!bounds.every((text) => (isDay ? /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) : Number.isFinite(Number(text))))) return { fault: 'bound-not-readable' };
  const name = quoteName(column.name);
  const value = isDay ? name : isNumeric(column) ? `${name}::double` : `try_cast(${name} as double)`;
  const sql = (text: string) => (isDay ? `date ${quote(text)}` : `${Number(text)}::double`);
  const inside = [...(min === null ? [] : [`${value} >= ${sql(min)}`]), ...(max === null ? [] : [`${value} <= ${sql(max)}`])].join(' and ');
  // Text that is no number, NaN and what lies outside all break it.
  return `count(*) filter (${name} is not null and not coalesce(${inside}${isDay ? '' : ` and not isnan(${value})`}, false))`;
}
