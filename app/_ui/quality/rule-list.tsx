import { CircleCheck, CircleX, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RuleResult } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card } from '../card';
import { ruleSentence } from './rule-sentence';

/** What the seller promises, and whether all rows keep it. */
export function RuleList({ locale, rules, actions }: { readonly locale: Locale; readonly rules: readonly RuleResult[]; readonly actions?: (rule: RuleResult) => ReactNode }) {
  const t = translator(locale, 'quality');
  if (rules.length === 0) return null;
  return (
    <Card isPadded={false}>
      <h3 className="px-4 pt-4 text-base font-semibold sm:px-5">{t('rules.declared')}</h3>
      <ul className="divide-y divide-line">
        {rules.map((result) => (
          <li key={result.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 text-sm sm:px-5">
            <span className="flex min-w-0 gap-2">
              {result.failing === null ? <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" /> : result.failing === 0 ? <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" /> : <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />}
              <span className="min-w-0 break-words">{ruleSentence(result.rule, t)} <span className="text-ink-faint">– {result.fault !== null ? t(`rules.fault.${result.fault}`) : t('rules.checked', { failing: result.failing ?? 0 })}</span></span>
            </span>
            {actions?.(result)}
          </li>
        ))}
      </ul>
    </Card>
  );
}
