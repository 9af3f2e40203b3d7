'use client';

import { useState } from 'react';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

export function StopMail({ token, action }: { readonly token: string; readonly action: Action<unknown> }) {
  const t = useTranslations('lists.digest');
  const { run, isBusy, fault } = useAction(action);
  const [isStopped, setIsStopped] = useState(false);
  if (isStopped) return <p role="status" className="flex gap-3 text-sm"><CircleCheck aria-hidden className="size-5 shrink-0 text-good" /><span><strong className="block font-medium">{t('stopped')}</strong>{t('stoppedBody')}</span></p>;
  return (
    <>
      <Button variant="primary" isBusy={isBusy} onClick={() => { void run({ token }).then((done) => { if (done) setIsStopped(true); }); }}>{t('stop')}</Button>
      <ActionFaultAlert fault={fault} className="mt-3" />
    </>
  );
}
