'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ReasonedDialog } from '@/app/_ui/console/reasoned-dialog.client';
import type { Action } from '@/app/_ui/console/use-action.client';

type StageDialogProps = { readonly kind: 'canary' | 'live' | 'retire' | 'rollback'; readonly input: Readonly<Record<string, string>>; readonly action: Action<unknown> };

const percents = [1, 2, 5, 10] as const;

/** Asks for the reason, and for a canary how large its share is. */
export function StageDialog({ kind, input, action }: StageDialogProps) {
  const t = useTranslations('registry.act');
  const router = useRouter();
  return (
    <ReasonedDialog
      title={t(`${kind}Title`)} body={t(`${kind}Body`)} confirm={{ label: t(kind), variant: 'primary' }}
      trigger={<Button size="sm" variant={kind === 'rollback' ? 'danger' : kind === 'live' ? 'primary' : 'secondary'}>{t(kind)}</Button>}
      choice={kind === 'canary' ? { name: 'percent', label: t('percent'), options: percents.map((percent) => ({ value: percent, label: t('percentName', { percent }) })), initial: 10 } : undefined}
      reason={{ label: t('reason'), hint: t('reasonHint'), shortest: 3, longest: 500 }}
      action={action} input={input} onDone={() => { router.refresh(); }}
    />
  );
}
