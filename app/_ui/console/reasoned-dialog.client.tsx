'use client';

import { useId, useState, type FormEvent, type ReactElement } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { Dialog } from '../dialog.client';
import { Field, TextArea } from '../field';
import { ActionFaultAlert } from './action-fault.client';
import { useAction, type Action } from './use-action.client';

type ReasonedDialogProps<Value> = {
  readonly title: string;
  readonly body: string;
  readonly trigger: ReactElement;
  readonly confirmLabel: string;
  /** What the field asks for, and who will read it. */
  readonly reason: { readonly label: string; readonly hint: string };
  readonly action: Action<Value>;
  /** Goes to the action beside the reason. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly onDone: (value: Value) => void;
};

/** For what is done to somebody else and can't be taken lightly: says what it does, and takes the reason that is kept or told. */
export function ReasonedDialog<Value>({ title, body, trigger, confirmLabel, reason: asked, action, input, onDone }: ReasonedDialogProps<Value>) {
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
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setIsOpen(open); }} title={title} description={body} closeLabel={common('close')} trigger={trigger}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="danger" isBusy={isBusy} disabled={reason.trim().length < 10}>{confirmLabel}</Button>
        </>
      )}
    >
      <form id={`${id}-form`} onSubmit={(event) => { void submit(event); }} className="space-y-4">
        <Field id={`${id}-reason`} label={asked.label} hint={asked.hint} isRequired>
          {(control) => <TextArea {...control} rows={3} value={reason} minLength={10} maxLength={300} onChange={(event) => { setReason(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </form>
    </Dialog>
  );
}
