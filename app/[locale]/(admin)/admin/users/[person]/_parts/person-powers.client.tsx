'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ReasonedDialog } from '@/app/_ui/console/reasoned-dialog.client';
import type { Action } from '@/app/_ui/console/use-action.client';

export function RevealIdentity({ person, action }: { readonly person: string; readonly action: Action<{ readonly email: string }> }) {
  const t = useTranslations('identity.user');
  const [email, setEmail] = useState<string | null>(null);
  if (email !== null) return <Alert tone="warn" isLive title={<>{t('revealed')} <span className="break-all">{email}</span></>}>{t('revealedHint')}</Alert>;
  return <ReasonedDialog trigger={<Button variant="danger">{t('reveal')}</Button>} reason={{ label: t('reason'), hint: t('reasonHint') }} title={t('revealTitle')} body={t('revealBody')} confirm={{ label: t('revealConfirm'), variant: 'danger' }} action={action} input={{ person }} onDone={(value) => { setEmail(value.email); }} />;
}

type PowersProps = { readonly person: string; readonly roles: readonly string[]; readonly isActive: boolean; readonly changeRole: Action<null>; readonly changeStatus: Action<null> };

export function PersonPowers({ person, roles, isActive, changeRole, changeStatus }: PowersProps) {
  const t = useTranslations('identity.user');
  const router = useRouter();
  const words = { title: t('changeTitle'), body: t('changeBody'), confirm: { label: t('changeConfirm'), variant: 'danger' as const }, reason: { label: t('reason'), hint: t('reasonHint') }, onDone: () => { router.refresh(); } };
  return (
    <div className="flex flex-wrap gap-2">
      {(['ADMIN', 'AUDITOR'] as const).map((role) => {
        const isGranted = !roles.includes(role);
        return <ReasonedDialog key={role} {...words} trigger={<Button variant="danger">{t(isGranted ? `give${role}` : `take${role}`)}</Button>} action={changeRole} input={{ person, role, isGranted }} />;
      })}
      <ReasonedDialog {...words} trigger={<Button variant="danger">{isActive ? t('close') : t('reopen')}</Button>} action={changeStatus} input={{ person, status: isActive ? 'CLOSED' : 'ACTIVE' }} />
    </div>
  );
}
