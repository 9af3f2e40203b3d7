'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

export function TestRule({ action, ruleId }: { readonly action: Action<{ delivery: 'none' | 'delivered' | 'failed' }>; readonly ruleId: string }) {
  const t = useTranslations('monitor.rules');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(action);
  const [delivery, setDelivery] = useState<string | null>(null);
  return (
    <>
      <Button size="sm" isBusy={isBusy} onClick={() => { void run({ ruleId }).then((answer) => { if (answer) { setDelivery(answer.value.delivery); router.refresh(); } }); }}>{t('test')}</Button>
      <span role="status" className="block w-full text-xs text-ink-soft empty:hidden">{delivery === null ? null : t('tested', { delivery })}</span>
      <ActionFaultAlert fault={fault} />
    </>
  );
}
