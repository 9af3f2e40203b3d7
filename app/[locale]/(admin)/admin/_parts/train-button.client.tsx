'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

export function TrainButton({ action }: { readonly action: Action<{ runCount: number }> }) {
  const t = useTranslations('monitor.runs');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(action);
  const [count, setCount] = useState<number | null>(null);
  async function train() {
    const answer = await run(null);
    if (!answer) return;
    setCount(answer.value.runCount);
    router.push('?');
    router.refresh();
  }
  return (
    <div className="space-y-2">
      <Button variant="primary" isBusy={isBusy} onClick={() => { void train(); }}>{t('train')}</Button>
      <p role="status" className="text-sm text-ink-soft empty:hidden">{count === null ? null : t('trained', { count })}</p>
      <ActionFaultAlert fault={fault} />
    </div>
  );
}
