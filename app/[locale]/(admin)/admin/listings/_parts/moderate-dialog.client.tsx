'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ReasonedDialog } from '@/app/_ui/console/reasoned-dialog.client';
import type { Action } from '@/app/_ui/console/use-action.client';

type Props = { readonly listingId: string; readonly title: string; readonly isTakenDown: boolean; readonly action: Action<null> };

/** Takes a listing down, or lets its seller publish it again: what that does, the reason the seller is told, and one button. */
export function ModerateDialog({ listingId, title, isTakenDown, action }: Props) {
  const t = useTranslations('admin.listings');
  const router = useRouter();
  const label = t(isTakenDown ? 'allow' : 'takeDown');
  return (
    <ReasonedDialog
      title={t(isTakenDown ? 'allowTitle' : 'takeDownTitle', { title })} body={t(isTakenDown ? 'allowBody' : 'takeDownBody')} confirm={{ label, variant: isTakenDown ? 'primary' : 'danger' }} reason={{ label: t('reason'), hint: t('reasonHint') }}
      trigger={<Button size="sm" className="whitespace-nowrap" aria-label={t(isTakenDown ? 'allowFor' : 'takeDownFor', { title })}>{label}</Button>}
      action={action} input={{ listingId }} onDone={() => { router.refresh(); }}
    />
  );
}
