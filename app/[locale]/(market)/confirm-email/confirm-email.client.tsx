'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { useMailedToken } from '../_entry/use-mailed-token.client';

export function ConfirmEmail({ locale, action }: { readonly locale: Locale; readonly action: Action<null> }) {
  const t = useTranslations('identity.confirmEmail');
  const token = useMailedToken();
  const [isDone, setIsDone] = useState(false);
  const { run, isBusy, fault } = useAction(action);

  if (isDone) return <Alert tone="good" isLive title={t('done')}><Link href={`/${locale}/account`} className="text-link inline-flex min-h-6 items-center">{t('toAccount')}</Link></Alert>;
  if (token === null) return <Alert tone="warn">{t('noToken')}</Alert>;
  return (
    <div className="space-y-5">
      <ActionFaultAlert fault={fault} />
      <Button variant="primary" size="lg" isWide isBusy={isBusy} disabled={token === undefined} onClick={() => { void run({ token }).then((done) => { if (done) setIsDone(true); }); }}>{t('submit')}</Button>
    </div>
  );
}
