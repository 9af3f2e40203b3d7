'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { ReasonedDialog } from '../console/reasoned-dialog.client';
import type { Action } from '../console/use-action.client';

type Props = { readonly findingId: string; readonly what: string; readonly isAnswered: boolean; readonly action: Action<null> };

/** Confirm or reject one finding, with the reason that goes into the log. */
export function FindingAnswer({ findingId, what, isAnswered, action }: Props) {
  const t = useTranslations('privacy.findings');
  const router = useRouter();
  return (
    <ReasonedDialog
      title={t('answerTitle', { what })} body={t('answerBody')} confirm={{ label: t('save'), variant: 'primary' }}
      trigger={<Button size="sm" variant={isAnswered ? 'quiet' : 'primary'} aria-label={t('answerLabel', { what })}>{isAnswered ? t('change') : t('answer')}</Button>}
      choice={{ name: 'verdict', label: t('verdict'), options: [{ value: 'CONFIRMED', label: t('confirm') }, { value: 'REJECTED', label: t('reject') }], initial: 'CONFIRMED' }}
      reason={{ label: t('reason'), hint: t('reasonHint'), longest: 500 }}
      action={action} input={{ findingId }} onDone={() => { router.refresh(); }}
    />
  );
}
