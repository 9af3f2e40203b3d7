'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Dialog } from '@/app/_ui/dialog.client';
import { Field, SelectInput, TextArea } from '@/app/_ui/field';

type ReasonDialogProps = {
  readonly kind: 'acknowledge' | 'silence';
  readonly input: Readonly<Record<string, string>>;
  readonly action: Action<unknown>;
};

const silences = [1, 4, 24, 72, 168, 0] as const;

/** Asks for the reason that goes into the log, and for a silence how long. */
export function ReasonDialog({ kind, input, action }: ReasonDialogProps) {
  const t = useTranslations(kind === 'acknowledge' ? 'monitor.alerts' : 'monitor.rules');
  const common = useTranslations('common');
  const router = useRouter();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState(4);
  const { run, isBusy, fault, setFault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await run({ ...input, reason, ...(kind === 'silence' ? { hours } : {}) })) {
      setIsOpen(false);
      setReason('');
      router.refresh();
    }
  }

  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setIsOpen(open); }} title={t(`${kind}Title`)} description={t(`${kind}Body`)} closeLabel={common('close')}
      trigger={<Button size="sm">{t(kind)}</Button>}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary" isBusy={isBusy} disabled={reason.trim().length < 3}>{t(kind)}</Button>
        </>
      )}
    >
      <form id={`${id}-form`} onSubmit={(event) => { void onSubmit(event); }} className="space-y-4">
        {kind === 'silence' ? (
          <Field id={`${id}-hours`} label={t('hours')}>
            {(control) => <SelectInput {...control} value={hours} onChange={(event) => { setHours(Number(event.target.value)); }}>{silences.map((value) => <option key={value} value={value}>{t('hoursName', { hours: value })}</option>)}</SelectInput>}
          </Field>
        ) : null}
        <Field id={`${id}-reason`} label={t('reason')} hint={kind === 'acknowledge' ? t('reasonHint') : undefined} isRequired>
          {(control) => <TextArea {...control} rows={3} value={reason} minLength={3} maxLength={500} onChange={(event) => { setReason(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </form>
    </Dialog>
  );
}
