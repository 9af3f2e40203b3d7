'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/app/_ui/button';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

export function SeenButton({ label, action }: { readonly label: string; readonly action: Action<null> }) {
  const router = useRouter();
  const { run, isBusy } = useAction(action);
  return <Button size="sm" isBusy={isBusy} onClick={() => { void run({}).then((done) => { if (done) router.refresh(); }); }}>{label}</Button>;
}
