'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ReasonedDialog } from '@/app/_ui/console/reasoned-dialog.client';
import type { Action } from '@/app/_ui/console/use-action.client';

type Props = { readonly revisionId: string; readonly number: number; readonly action: Action<{ readonly soldInstead: string }> };

export function RetractDialog({ revisionId, number, action }: Props) {
  const t = useTranslations('revisions.own');
  const router = useRouter();
  return (
    <ReasonedDialog
      title={t('retractTitle', { number })} body={t('retractBody')} trigger={<Button variant="danger" size="sm">{t('retract')}</Button>} confirm={{ label: t('retract'), variant: 'danger' }}
      reason={{ label: t('reason'), hint: t('reasonHint'), longest: 500 }}
      action={action} input={{ revisionId }} onDone={() => { router.refresh(); }}
    />
  );
}
