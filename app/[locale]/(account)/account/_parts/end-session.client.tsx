'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { ConfirmButton } from '@/app/_ui/console/confirm-button.client';
import type { Action } from '@/app/_ui/console/use-action.client';

export function EndSession({ sessionId, action }: { readonly sessionId: string; readonly action: Action<null> }) {
  const t = useTranslations('account.overview');
  const router = useRouter();
  return (
    <ConfirmButton
      label={t('end')} size="sm" title={t('endTitle')} body={<p>{t('endBody')}</p>} confirmLabel={t('endConfirm')}
      action={action} input={{ sessionId }} onDone={() => { router.refresh(); }}
    />
  );
}
