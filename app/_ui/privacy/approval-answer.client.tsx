'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../button';
import type { Action } from '../console/use-action.client';
import { WrittenAnswer } from '../console/written-answer.client';

type Props = { readonly approvalId: string; readonly name: string; readonly state: 'APPROVED' | 'REFUSED'; readonly action: Action<null> };

/** An administrator's answer, with the reason the seller reads. */
export function ApprovalAnswer({ approvalId, name, state, action }: Props) {
  const t = useTranslations('privacy.queue');
  const variant = state === 'APPROVED' ? 'primary' : 'danger';
  return (
    <WrittenAnswer
      title={t(`title.${state}`, { name })} description={t('answerBody')} trigger={<Button variant={variant}>{t(`act.${state}`)}</Button>} label={t('answer')} hint={t('answerHint')} maxLength={500}
      verdicts={[{ label: t(`act.${state}`), variant, input: { approvalId, state } }]} action={action}
    />
  );
}
