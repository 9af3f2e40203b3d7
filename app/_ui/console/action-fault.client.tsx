'use client';

import { useTranslations } from 'use-intl';
import { Alert } from '../alert';
import { StepUpPrompt } from '../identity/step-up-prompt.client';
import { RefusalText } from '../refusal-text.client';
import type { ActionFault } from './use-action.client';

/** Needs the `refusals` and `common.unexpected` messages around it. */
export function ActionFaultAlert({ fault, className }: { readonly fault: ActionFault | null; readonly className?: string }) {
  const common = useTranslations('common');
  if (fault === null) return null;
  if (fault !== 'unexpected' && fault.code === 'step-up-needed') return <StepUpPrompt />;
  return <Alert tone="bad" isLive className={className}>{fault === 'unexpected' ? common('unexpected') : <RefusalText refusal={fault} />}</Alert>;
}
