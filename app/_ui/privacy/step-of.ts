import type { GeneralisationStep } from '@/lib/datasets/schema';

export const stepKinds = ['keep', 'bucket', 'top', 'month', 'year', 'decade', 'truncate', 'hash', 'drop'] as const;
export type StepKind = (typeof stepKinds)[number];
export type Draft = { readonly kind: StepKind; readonly amount: string };

/** What can be done with a column of this kind. */
export function kindsFor(type: string): readonly StepKind[] {
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) return ['keep', 'bucket', 'top', 'truncate', 'hash', 'drop'];
  if (/^(DATE|TIMESTAMP.*)$/.test(type)) return ['keep', 'month', 'year', 'decade', 'hash', 'drop'];
  return ['keep', 'truncate', 'hash', 'drop'];
}

/** The step of a column's draft; null when it is kept as it is, undefined when its number is none. */
export function stepOf(column: string, { kind, amount }: Draft): GeneralisationStep | null | undefined {
  const value = Number(amount);
  const isNumber = amount.trim() !== '' && Number.isFinite(value);
  switch (kind) {
    case 'keep': return null;
    case 'hash':
    case 'drop': return { kind, column };
    case 'month':
    case 'year':
    case 'decade': return { kind: 'period', column, unit: kind };
    case 'bucket': return isNumber && value > 0 ? { kind, column, width: value } : undefined;
    case 'top': return isNumber ? { kind, column, at: value } : undefined;
    case 'truncate': return isNumber && Number.isInteger(value) && value >= 0 && value <= 100 ? { kind, column, keep: value } : undefined;
  }
}
