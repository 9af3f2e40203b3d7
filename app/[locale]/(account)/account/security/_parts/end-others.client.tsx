'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { ConfirmButton } from '@/app/_ui/console/confirm-button.client';
import type { Action } from '@/app/_ui/console/use-action.client';

export function EndOthers({ action }: { readonly action: Action<unknown> }) {
  const t = useTranslations('identity.security');
  const router = useRouter();
  return <ConfirmButton label={t('endOthers')} title={t('endOthersTitle')} body={<p>{t('endOthersBody')}</p>} confirmLabel={t('endOthersConfirm')} action={action} input={{}} onDone={() => { router.refresh(); }} />;
}
