'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Dialog } from '../dialog.client';
import { Field, TextArea } from '../field';

type Props = { readonly orderId: string; readonly dataset: string; /** As it is read. */ readonly amount: string; readonly until: string; readonly action: Action<unknown> };

/** Gives an order back: what it does, the reason the buyer is told, and one button. */
export function RefundDialog({ orderId, dataset, amount, until, action }: Props) {
  const t = useTranslations('refund');
  const common = useTranslations('common');
  const router = useRouter();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { run, isBusy, fault, setFault } = useAction(action);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!(await run({ orderId, reason }))) return;
    setIsOpen(false);
    setReason('');
    router.refresh();
  }

  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setIsOpen(open); }} closeLabel={common('close')} title={t('title', { amount, dataset })} description={t('body', { until })}
      trigger={<Button size="sm" className="whitespace-nowrap" aria-label={t('openFor', { dataset })}>{t('open')}</Button>}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="danger" isBusy={isBusy} disabled={reason.trim().length < 10}>{t('confirm', { amount })}</Button>
        </>
      )}
    >
      <form id={`${id}-form`} onSubmit={(event) => { void submit(event); }} className="space-y-4">
        <Field id={`${id}-reason`} label={t('reason')} hint={t('reasonHint')} isRequired>
          {(control) => <TextArea {...control} rows={3} value={reason} minLength={10} maxLength={300} onChange={(event) => { setReason(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </form>
    </Dialog>
  );
}
