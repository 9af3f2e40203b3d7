'use client';

import { useId, useState, type FormEvent, type ReactElement } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { Dialog } from '../dialog.client';
import { Field, SelectInput, TextArea } from '../field';
import { ScriptForm } from '../script-form.client';
import { ActionFaultAlert } from './action-fault.client';
import { useAction, type Action } from './use-action.client';

/** What is decided beside the reason, as a field of the input. */
export type Choice = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string | number; readonly label: string }[];
  readonly initial: string | number;
};

type ReasonedDialogProps<Value> = {
  readonly title: string;
  readonly body: string;
  readonly trigger: ReactElement;
  readonly confirm: { readonly label: string; readonly variant: 'primary' | 'danger' };
  readonly choice?: Choice | undefined;
  /** What the field asks for and who will read it, its bounds in characters, and the field of the input it becomes. */
  readonly reason: { readonly label: string; readonly hint?: string | undefined; readonly shortest?: number; readonly longest?: number; readonly name?: string };
  readonly action: Action<Value>;
  /** Goes to the action beside the reason. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly onDone: (value: Value) => void;
};

/** For what can't be taken lightly: says what it does, lets choose where there is a choice, and takes the reason that is kept or told. */
export function ReasonedDialog<Value>({ title, body, trigger, confirm, choice, reason: asked, action, input, onDone }: ReasonedDialogProps<Value>) {
  const { label, hint, shortest = 10, longest = 300, name = 'reason' } = asked;
  const common = useTranslations('common');
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState(choice?.initial);
  const { run, isBusy, fault, setFault } = useAction(action);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const done = await run({ ...input, ...(choice ? { [choice.name]: chosen } : {}), [name]: reason });
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
          <Button type="submit" form={`${id}-form`} variant={confirm.variant} isBusy={isBusy} disabled={reason.trim().length < shortest}>{confirm.label}</Button>
        </>
      )}
    >
      <ScriptForm id={`${id}-form`} onSubmit={(event) => { void submit(event); }} className="space-y-4">
        {choice ? (
          <Field id={`${id}-choice`} label={choice.label}>
            {(control) => (
              <SelectInput {...control} value={chosen} onChange={(event) => { setChosen(choice.options.find(({ value }) => String(value) === event.target.value)?.value); }}>
                {choice.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
              </SelectInput>
            )}
          </Field>
        ) : null}
        <Field id={`${id}-reason`} label={label} hint={hint} isRequired>
          {(control) => <TextArea {...control} rows={3} value={reason} minLength={shortest} maxLength={longest} onChange={(event) => { setReason(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </ScriptForm>
    </Dialog>
  );
}
