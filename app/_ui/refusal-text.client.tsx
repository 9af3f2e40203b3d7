'use client';

import { useTranslations } from 'use-intl';
import type { Refusal } from '@/lib/shared/refusal';

/** The sentence of a refusal. Needs the `refusals` and `common` messages around it. */
export function RefusalText({ refusal }: { readonly refusal: Refusal }) {
  return <>{useRefusalText()(refusal)}</>;
}

export function useRefusalText(): (refusal: Refusal) => string {
  const t = useTranslations('refusals');
  const common = useTranslations('common');
  return (refusal) => (t.has(refusal.code) ? t(refusal.code, { ...refusal.params, field: refusal.field ?? '' }) : common('unexpected'));
}
