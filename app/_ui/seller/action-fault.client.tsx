'use client';

import { useTranslations } from 'use-intl';
import type { Refusal } from '@/lib/shared/refusal';
import { Alert } from '../alert';
import { RefusalText } from '../refusal-text.client';

export function ActionFault({ fault }: { readonly fault: Refusal | 'unexpected' | null }) {
  const common = useTranslations('common');
  if (fault === null) return null;
  return <Alert tone="bad" isLive>{fault === 'unexpected' ? common('unexpected') : <RefusalText refusal={fault} />}</Alert>;
}
