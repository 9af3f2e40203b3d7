'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Replay } from '@/lib/registry/schema';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

/** Makes a decision once more and says whether the answer is the same. */
export function ReplayButton({ decisionId, action }: { readonly decisionId: string; readonly action: Action<Replay> }) {
  const t = useTranslations('registry.decisions');
  const { run, isBusy, fault } = useAction(action);
  const [replay, setReplay] = useState<Replay | null>(null);
  return (
    <div className="space-y-1">
      <Button size="sm" isBusy={isBusy} onClick={() => { void run({ decisionId }).then((answer) => { if (answer) setReplay(answer.value); }); }}>{t('replay')}</Button>
      <p role="status" className="max-w-56 text-xs break-all text-ink-soft empty:hidden">{replay === null ? null : replay.isSame ? t('same') : t('differs', { replayed: JSON.stringify(replay.replayed).slice(0, 200) })}</p>
      <ActionFaultAlert fault={fault} />
    </div>
  );
}
