'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SharedSeller } from '@/lib/rights/schema';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { SwitchInput } from '@/app/_ui/choice';

/** One seller, one switch: giving and taking back are the same single click. */
export function ShareSwitch({ seller, noticeToken, action }: { readonly seller: SharedSeller; readonly noticeToken: string; readonly action: Action<null> }) {
  const t = useTranslations('trust.sharing');
  const [isOn, setIsOn] = useState(seller.isShared);
  const { run, isBusy, fault } = useAction(action);

  async function turn(next: boolean) {
    setIsOn(next);
    if (!(await run({ noticeToken, seller: seller.slug, isGiven: next }))) setIsOn(!next);
  }

  return (
    <div className="space-y-2 py-3">
      <SwitchInput id={`share-${seller.slug}`} label={seller.name} hint={t('categories')} checked={isOn} disabled={isBusy} onChange={(event) => { void turn(event.currentTarget.checked); }} />
      <ActionFaultAlert fault={fault} />
    </div>
  );
}
