'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import type { Action } from '@/app/_ui/console/use-action.client';
import { WrittenAnswer } from '@/app/_ui/console/written-answer.client';

export function AnswerRight({ requestId, action }: { readonly requestId: string; readonly action: Action<null> }) {
  const t = useTranslations('trust.queue');
  const verdict = (label: string, isGranted: boolean) => ({ label, variant: isGranted ? 'primary' : 'danger', input: { requestId, isGranted } }) as const;
  return (
    <WrittenAnswer
      title={t('answerTitle')} trigger={<Button size="sm" variant="primary">{t('answer')}</Button>} label={t('answerText')} hint={t('answerHint')} maxLength={2_000}
      verdicts={[verdict(t('refuse'), false), verdict(t('grant'), true)]} action={action} done={t('answered')}
    />
  );
}
