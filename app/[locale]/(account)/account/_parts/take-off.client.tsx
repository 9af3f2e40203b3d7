'use client';

import { useRouter } from 'next/navigation';
import { X } from 'lucide-react';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { useMe } from '@/app/_ui/me.client';

type Props = { readonly list: 'saved' | 'cart'; readonly listingId: string; readonly label: string; readonly action: Action<{ readonly isListed: boolean }> };

/** Takes one dataset off a list and shows the list without it. */
export function TakeOff({ list, listingId, label, action }: Props) {
  const router = useRouter();
  const { refresh } = useMe();
  const { run, isBusy, fault } = useAction(action);
  return (
    <>
      <button type="button" aria-label={label} aria-busy={isBusy || undefined} disabled={isBusy} onClick={() => { void run({ listingId, list, isListed: false }).then((done) => { if (!done) return; router.refresh(); void refresh(); }); }} className={list === 'saved' ? 'absolute -top-1 -right-1 grid size-8 place-items-center rounded-full border border-line bg-surface text-ink-faint hover:border-ink-soft hover:text-ink' : 'grid size-8 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink'}>
        <X aria-hidden className="size-4" />
      </button>
      <ActionFaultAlert fault={fault} className="mt-2" />
    </>
  );
}
