'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Dialog } from '../dialog.client';
import { Field, TextArea } from '../field';

type Props = { readonly approvalId: string; readonly name: string; readonly state: 'APPROVED' | 'REFUSED'; readonly action: Action<null> };

/** An administrator's answer, with the reason the seller reads. */
export function ApprovalAnswer({ approvalId, name, state, action }: Props) {
  const t = useTranslations('privacy.queue');
  const common = useTranslations('common');
  const router = useRouter();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [answer, setAnswer] = useState('');
  const { run, isBusy, fault, setFault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await run({ approvalId, state, answer })) {
      setIsOpen(false);
      router.refresh();
    }
  }

  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setIsOpen(open); }} title={t(`title.${state}`, { name })} description={t('answerBody')} closeLabel={common('close')}
      trigger={<Button variant={state === 'APPROVED' ? 'primary' : 'danger'}>{t(`act.${state}`)}</Button>}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant={state === 'APPROVED' ? 'primary' : 'danger'} isBusy={isBusy} disabled={answer.trim().length < 10}>{t(`act.${state}`)}</Button>
        </>
      )}
    >
      <form id={`${id}-form`} onSubmit={(event) => { void onSubmit(event); }} className="space-y-4">
        <Field id={`${id}-answer`} label={t('answer')} hint={t('answerHint')} isRequired>
          {(control) => <TextArea {...control} rows={4} value={answer} minLength={10} maxLength={500} onChange={(event) => { setAnswer(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </form>
    </Dialog>
  );
}
