'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ReasonedDialog } from '@/app/_ui/console/reasoned-dialog.client';
import type { Action } from '@/app/_ui/console/use-action.client';

/** The answer of a human to a contest, with its reason. */
export function AnswerDialog({ contestId, action }: { readonly contestId: string; readonly action: Action<null> }) {
  const t = useTranslations('registry.contests');
  const router = useRouter();
  return (
    <ReasonedDialog
      title={t('answerTitle')} body={t('answerBody')} trigger={<Button size="sm" variant="primary">{t('act')}</Button>} confirm={{ label: t('send'), variant: 'primary' }}
      choice={{ name: 'state', label: t('verdict'), options: [{ value: 'UPHELD', label: t('uphold') }, { value: 'CHANGED', label: t('change') }], initial: 'UPHELD' }}
      reason={{ label: t('answerField'), hint: t('statementHint'), longest: 2_000, name: 'answer' }}
      action={action} input={{ contestId }} onDone={() => { router.refresh(); }}
    />
  );
}
