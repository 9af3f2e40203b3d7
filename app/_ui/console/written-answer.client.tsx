'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type ReactElement } from 'react';
import { useTranslations } from 'use-intl';
import { Alert } from '../alert';
import { Button } from '../button';
import { Dialog } from '../dialog.client';
import { Field, TextArea } from '../field';
import { ActionFaultAlert } from './action-fault.client';
import { useAction, type Action } from './use-action.client';

type Variant = 'primary' | 'danger';
type Props = {
  readonly title: string; readonly description?: string; readonly trigger: ReactElement; readonly label: string; readonly hint: string; readonly maxLength: number;
  /** What can be decided, a button each; `input` goes to the action beside the answer. */
  readonly verdicts: readonly { readonly label: string; readonly variant: Variant; readonly input: Readonly<Record<string, unknown>> }[];
  readonly action: Action<null>;
  /** Said in the dialog once it is done, where what was answered leaves the page. */
  readonly done?: string;
};

const shortest = 10;

/** A human's decision with its reason, which whoever asked will read: no verdict without a sentence. */
export function WrittenAnswer({ title, description, trigger, label, hint, maxLength, verdicts, action, done }: Props) {
  const common = useTranslations('common');
  const router = useRouter();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [answer, setAnswer] = useState('');
  const { run, isBusy, fault, setFault } = useAction(action);
  const [isDone, setIsDone] = useState(false);

  async function send(input: Readonly<Record<string, unknown>>) {
    if (!(await run({ ...input, answer }))) return;
    if (done === undefined) close();
    else setIsDone(true);
  }

  /** What was answered may leave the page with it, so it is asked for anew only now. */
  function close() {
    setIsOpen(false);
    router.refresh();
  }

  const isShort = answer.trim().length < shortest;
  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); if (!open && isDone) close(); else setIsOpen(open); }} title={title} {...(description === undefined ? {} : { description })} closeLabel={common('close')} trigger={trigger}
      footer={isDone ? <Button variant="primary" onClick={close}>{common('close')}</Button> : (
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          {verdicts.map((verdict) => <Button key={verdict.label} variant={verdict.variant} isBusy={isBusy} disabled={isShort} onClick={() => { void send(verdict.input); }}>{verdict.label}</Button>)}
        </>
      )}
    >
      {isDone ? <Alert tone="good" isLive>{done}</Alert> : <div className="space-y-4">
        <Field id={`${id}-answer`} label={label} hint={hint} isRequired>
          {(control) => <TextArea {...control} rows={5} minLength={shortest} maxLength={maxLength} value={answer} onChange={(event) => { setAnswer(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </div>}
    </Dialog>
  );
}
