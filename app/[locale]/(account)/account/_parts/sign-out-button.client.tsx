'use client';

import { useState } from 'react';
import { LogOut } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { signOutHere } from '@/app/_ui/session.client';

export function SignOutButton({ locale }: { readonly locale: Locale }) {
  const t = useTranslations('account.overview');
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);

  async function leave() {
    setIsBusy(true);
    setHasFailed(false);
    try {
      await signOutHere();
      // A full load: everything rendered for the person who was here is thrown away.
      window.location.assign(`/${locale}`);
    } catch {
      setHasFailed(true);
      setIsBusy(false);
    }
  }

  return (
    <div className="space-y-3">
      <Button icon={<LogOut aria-hidden className="size-4" />} isBusy={isBusy} onClick={() => { void leave(); }}>{t('signOut')}</Button>
      <ActionFaultAlert fault={hasFailed ? 'unexpected' : null} />
    </div>
  );
}
