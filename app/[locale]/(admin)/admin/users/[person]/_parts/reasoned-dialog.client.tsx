'use client';

import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Dialog } from '@/app/_ui/dialog.client';
import { Field, TextArea } from '@/app/_ui/field';

type ReasonedDialogProps<Value> = {
  readonly label: string;
  readonly title: string;
  readonly body: string;
  readonly confirmLabel: string;
  readonly action: Action<Value>;
  readonly input: Readonly<Record<string, unknown>>;
  readonly onDone: (value: Value) => void;
};

/** For what an administrator does to a person: says what it does, and takes the reason that the log keeps. */
export function ReasonedDialog<Value>({ label, title, body, confirmLabel, action, input, onDone }: ReasonedDialogProps<Value>) {
  const t = useTranslations('identity.user');
  const common = useTranslations('common');
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { run, isBusy, fault, setFault } = useAction(action);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const done = await run({ ...input, reason });
    if (!done) return;
    setIsOpen(false);
    setReason('');
    onDone(done.value);
  }

  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setIsOpen(open); }} title={title} description={body} closeLabel={common('close')} trigger={<Button variant="danger">{label}</Button>}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="danger" isBusy={isBusy} disabled={reason.trim().length < 10}>{confirmLabel}</Button>
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
