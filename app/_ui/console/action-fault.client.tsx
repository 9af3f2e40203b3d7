'use client';

import { useTranslations } from 'use-intl';
import { Alert } from '../alert';
import { RefusalText } from '../refusal-text.client';
import type { ActionFault } from './use-action.client';

/** Needs the `refusals` and `common.unexpected` messages around it. */
export function ActionFaultAlert({ fault, className }: { readonly fault: ActionFault | null; readonly className?: string }) {
  const common = useTranslations('common');
  if (fault === null) return null;
  return <Alert tone="bad" isLive className={className}>{fault === 'unexpected' ? common('unexpected') : <RefusalText refusal={fault} />}</Alert>;
}
