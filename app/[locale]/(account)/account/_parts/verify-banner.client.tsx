'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

export function VerifyBanner({ action }: { readonly action: Action<null> }) {
  const t = useTranslations('identity.banner');
  const [isSent, setIsSent] = useState(false);
  const { run, isBusy, fault } = useAction(action);
  return (
    <div className="mb-6 space-y-3">
      <Alert tone="warn" title={t('title')} actions={isSent ? <p role="status">{t('sent')}</p> : <Button size="sm" isBusy={isBusy} onClick={() => { void run({}).then((done) => { if (done) setIsSent(true); }); }}>{t('again')}</Button>}>{t('body')}</Alert>
      <ActionFaultAlert fault={fault} />
    </div>
  );
}
