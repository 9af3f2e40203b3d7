'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { ReasonedDialog } from '../console/reasoned-dialog.client';
import type { Action } from '../console/use-action.client';

type Props = { readonly orderId: string; readonly dataset: string; /** As it is read. */ readonly amount: string; readonly until: string; readonly action: Action<unknown> };

/** Gives an order back: what it does, the reason the buyer is told, and one button. */
export function RefundDialog({ orderId, dataset, amount, until, action }: Props) {
  const t = useTranslations('refund');
  const router = useRouter();
  return (
    <ReasonedDialog
      title={t('title', { amount, dataset })} body={t('body', { until })} confirm={{ label: t('confirm', { amount }), variant: 'danger' }} reason={{ label: t('reason'), hint: t('reasonHint') }}
      trigger={<Button size="sm" className="whitespace-nowrap" aria-label={t('openFor', { dataset })}>{t('open')}</Button>}
      action={action} input={{ orderId }} onDone={() => { router.refresh(); }}
    />
  );
}
