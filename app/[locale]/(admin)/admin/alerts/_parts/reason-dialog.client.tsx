'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ReasonedDialog } from '@/app/_ui/console/reasoned-dialog.client';
import type { Action } from '@/app/_ui/console/use-action.client';

type ReasonDialogProps = {
  readonly kind: 'acknowledge' | 'silence';
  readonly input: Readonly<Record<string, string>>;
  readonly action: Action<unknown>;
};

/** Zero ends a silence. */
const silences = [1, 4, 24, 72, 168, 0] as const;

/** Asks for the reason that goes into the log, and for a silence how long. */
export function ReasonDialog({ kind, input, action }: ReasonDialogProps) {
  const t = useTranslations(kind === 'acknowledge' ? 'monitor.alerts' : 'monitor.rules');
  const router = useRouter();
  return (
    <ReasonedDialog
      title={t(`${kind}Title`)} body={t(`${kind}Body`)} trigger={<Button size="sm">{t(kind)}</Button>} confirm={{ label: t(kind), variant: 'primary' }}
      choice={kind === 'silence' ? { name: 'hours', label: t('hours'), options: silences.map((hours) => ({ value: hours, label: t('hoursName', { hours }) })), initial: 4 } : undefined}
      reason={{ label: t('reason'), hint: kind === 'acknowledge' ? t('reasonHint') : undefined, shortest: 3, longest: 500 }}
      action={action} input={input} onDone={() => { router.refresh(); }}
    />
  );
}
