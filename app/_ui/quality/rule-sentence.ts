import type { QualityRule } from '@/lib/datasets/schema';

type Words = (key: `rules.sentence.${QualityRule['kind']}` | 'rules.open', values?: Record<string, string>) => string;

/** A rule as a sentence. */
export function ruleSentence(rule: QualityRule, t: Words): string {
  const column = rule.kind === 'unique' ? rule.columns.join(' + ') : rule.column;
  const values = {
    column,
    min: rule.kind === 'range' ? (rule.min ?? t('rules.open')) : '', max: rule.kind === 'range' ? (rule.max ?? t('rules.open')) : '',
    pattern: rule.kind === 'regex' ? rule.pattern : rule.kind === 'foreign-key' ? rule.targetColumn : '',
  };
  return t(`rules.sentence.${rule.kind}`, values);
}
