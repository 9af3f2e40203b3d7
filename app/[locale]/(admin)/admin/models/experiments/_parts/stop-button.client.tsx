'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Dialog } from '@/app/_ui/dialog.client';

export function StopButton({ experimentId, action }: { readonly experimentId: string; readonly action: Action<unknown> }) {
  const t = useTranslations('lists.experiments');
  const common = useTranslations('common');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const { run, isBusy, fault } = useAction(action);

  async function stop() {
    if (!(await run({ experimentId }))) return;
    setIsOpen(false);
    router.refresh();
  }

  return (
    <Dialog
      isOpen={isOpen} onOpenChange={setIsOpen} title={t('stopTitle')} description={t('stopBody')} closeLabel={common('close')} trigger={<Button size="sm" variant="danger">{t('stop')}</Button>}
      footer={<><Button onClick={() => { setIsOpen(false); }}>{t('cancel')}</Button><Button variant="danger" isBusy={isBusy} onClick={() => { void stop(); }}>{t('stop')}</Button></>}
    >
      <ActionFaultAlert fault={fault} />
    </Dialog>
  );
}
