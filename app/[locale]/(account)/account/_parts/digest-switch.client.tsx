'use client';

import { useRouter } from 'next/navigation';
import { Mail, MailX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

export function DigestSwitch({ isWanted, canAsk, action }: { readonly isWanted: boolean; readonly canAsk: boolean; readonly action: Action<unknown> }) {
  const t = useTranslations('lists.digest');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(action);
  return (
    <>
      <Button isBusy={isBusy} disabled={!isWanted && !canAsk} icon={isWanted ? <MailX aria-hidden className="size-4" /> : <Mail aria-hidden className="size-4" />} onClick={() => { void run({ isWanted: !isWanted }).then((done) => { if (done) router.refresh(); }); }}>{t(isWanted ? 'off' : 'on')}</Button>
      <ActionFaultAlert fault={fault} className="mt-3" />
    </>
  );
}
