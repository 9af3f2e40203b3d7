'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

export function WithdrawRight({ requestId, action }: { readonly requestId: string; readonly action: Action<null> }) {
  const t = useTranslations('trust.rights');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(action);
  return (
    <>
      <Button size="sm" isBusy={isBusy} onClick={() => { void run({ requestId }).then((done) => { if (done) router.refresh(); }); }}>{t('withdraw')}</Button>
      <ActionFaultAlert fault={fault} />
    </>
  );
}
