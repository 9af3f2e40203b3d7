'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { ProgressBar } from '@/app/_ui/progress-bar';
import { requestJson } from '@/app/_ui/request-json.client';

type Progress = { readonly done: number; readonly total: number } | null;
const askMilliseconds = 700;

/** Trains, and shows how far a training is, also one that a job or somebody else began. */
export function TrainButton({ action, initial }: { readonly action: Action<{ runCount: number }>; readonly initial: Progress }) {
  const t = useTranslations('monitor.runs');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(action);
  const [count, setCount] = useState<number | null>(null);
  const [progress, setProgress] = useState<Progress>(initial);
  const isWatching = isBusy || progress !== null;

  useEffect(() => {
    if (!isWatching) return;
    let isGone = false;
    const timer = setInterval(() => {
      void requestJson<Progress>('/api/training').then((answer) => {
        if (isGone || !answer.ok) return;
        setProgress(answer.value);
        if (answer.value === null) router.refresh();
      });
    }, askMilliseconds);
    return () => { isGone = true; clearInterval(timer); };
  }, [isWatching, router]);

  async function train() {
    setCount(null);
    const answer = await run(null);
    setProgress(null);
    if (!answer) return;
    setCount(answer.value.runCount);
    router.push('?');
    router.refresh();
  }

  const share = progress === null || progress.total === 0 ? null : progress.done / progress.total;
  return (
    <div className="min-w-56 space-y-2">
      <Button variant="primary" isBusy={isBusy} disabled={isWatching && !isBusy} onClick={() => { void train(); }}>{t('train')}</Button>
      {isWatching ? <ProgressBar label={t('progress')} share={share} {...(share === null ? {} : { valueText: `${Math.round(share * 100)}%` })} /> : null}
      <p role="status" className="text-sm text-ink-soft empty:hidden">{count === null ? null : t('trained', { count })}</p>
      <ActionFaultAlert fault={fault} />
    </div>
  );
}
