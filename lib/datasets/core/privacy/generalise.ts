import { ok, refuse, type Result } from '@/lib/shared/result';
import { quoteName } from '../quote-name';

/** One change of one column that makes rows more alike. */
export type GeneralisationStep =
  | { readonly kind: 'bucket'; readonly column: string; readonly width: number }
  | { readonly kind: 'period'; readonly column: string; readonly unit: 'month' | 'year' | 'decade' }
  | { readonly kind: 'truncate'; readonly column: string; readonly keep: number }
  | { readonly kind: 'top'; readonly column: string; readonly at: number }
  | { readonly kind: 'hash'; readonly column: string }
  | { readonly kind: 'drop'; readonly column: string };

type Column = { readonly name: string; readonly type: string };

const number = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/;
const moment = /^(DATE|TIMESTAMP.*)$/;

/** Each step fits the type of its column, each column is changed once, and something is left. */
export function checkSteps(columns: readonly Column[], steps: readonly GeneralisationStep[]): Result<null> {
  const byName = new Map(columns.map((column) => [column.name, column]));
  for (const [index, step] of steps.entries()) {
    const column = byName.get(step.column);
    if (!column) return refuse('column-unknown', { field: step.column, params: { names: columns.map(({ name }) => name).slice(0, 10).join(', ') } });
    if (steps.findIndex((other) => other.column === step.column) !== index) return refuse('column-twice', { field: step.column });
    const fits = step.kind === 'bucket' || step.kind === 'top' ? number.test(column.type) : step.kind === 'period' ? moment.test(column.type) : true;
    if (!fits) return refuse('generalisation-type', { field: step.column, params: { name: step.column.slice(0, 80), type: column.type.slice(0, 40) } });
  }
  return steps.filter((step) => step.kind === 'drop').length < columns.length ? ok(null) : refuse('generalisation-nothing-left');
}

/**
 * The relation after the steps, as SQL over `source`. Empty cells stay empty. `keyHex`: 32 bytes for HMAC-SHA-256 (RFC 2104), so that equal values stay
 * equal and nobody without the key can try values against them.
 */
export function generalisedSelect(columns: readonly Column[], steps: readonly GeneralisationStep[], keyHex: string): string {
  const byColumn = new Map(steps.map((step) => [step.column, step]));
  const kept = columns.flatMap(({ name }) => {
    const step = byColumn.get(name);
    if (!step) return [quoteName(name)];
    return step.kind === 'drop' ? [] : [`case when ${quoteName(name)} is null then null else ${expressionOf(step, keyHex)} end as ${quoteName(name)}`];
  });
  return `select ${kept.join(', ')} from source`;
}

function expressionOf(step: Exclude<GeneralisationStep, { kind: 'drop' }>, keyHex: string): string {
  const name = quoteName(step.column);
  switch (step.kind) {
    case 'bucket': {
      const low = `floor(${name}::double / ${step.width}) * ${step.width}`;
      const shown = (value: string): string => (Number.isInteger(step.width) ? `(${value})::hugeint::varchar` : `round(${value}, 6)::varchar`);
      // Infinity and NaN lie in no bucket.
      return `case when not isfinite(${name}::double) then 'other' else '[' || ${shown(low)} || ', ' || ${shown(`${low} + ${step.width}`)} || ')' end`;
    }
    case 'period': return step.unit === 'decade' ? `((year(${name}) // 10) * 10)::varchar || 's'` : `strftime(${name}, '${step.unit === 'year' ? '%Y' : '%Y-%m'}')`;
    case 'truncate': return `left(${name}::varchar, ${step.keep}) || case when length(${name}::varchar) > ${step.keep} then '*' else '' end`;
    case 'top': return `least(${name}, ${step.at})`;
    case 'hash': return `'t_' || left(${hmac(`encode(${name}::varchar)`, keyHex)}, 32)`;
  }
}

/** HMAC-SHA-256 of a blob, hex: H((K xor opad) || H((K xor ipad) || m)), K filled to 64 bytes. */
function hmac(message: string, keyHex: string): string {
  const pad = (byte: number): string => {
    const bytes = Array.from({ length: 64 }, (_, index) => (Number.parseInt(keyHex.slice(index * 2, index * 2 + 2) || '0', 16) ^ byte).toString(16).padStart(2, '0'));
    return `unhex('${bytes.join('')}')`;
  };
  return `sha256(${pad(0x5c)} || unhex(sha256(${pad(0x36)} || ${message})))`;
}

/**
 * How much less the columns tell, 0 to 1 each: 1 − H(after) · rows after / (H(before) · rows before), H the entropy of a column's values (non-uniform
 * entropy, de Waal and Willenborg 1999). A column that told nothing loses nothing.
 */
export function informationLoss(before: { readonly entropy: number; readonly rows: number }, after: { readonly entropy: number; readonly rows: number }): number {
  const held = before.entropy * before.rows;
  return held <= 0 ? 0 : Math.min(1, Math.max(0, 1 - (after.entropy * after.rows) / held));
}
