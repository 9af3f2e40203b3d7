'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Dialog } from '@/app/_ui/dialog.client';
import { Field, SelectInput, TextArea } from '@/app/_ui/field';

/** The answer of a human to a contest, with its reason. */
export function AnswerDialog({ contestId, action }: { readonly contestId: string; readonly action: Action<null> }) {
  const t = useTranslations('registry.contests');
  const common = useTranslations('common');
  const router = useRouter();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [answer, setAnswer] = useState('');
  const [state, setState] = useState<'UPHELD' | 'CHANGED'>('UPHELD');
  const { run, isBusy, fault, setFault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await run({ contestId, state, answer })) {
      setIsOpen(false);
      router.refresh();
    }
  }

  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setIsOpen(open); }} title={t('answerTitle')} description={t('answerBody')} closeLabel={common('close')}
      trigger={<Button size="sm" variant="primary">{t('act')}</Button>}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary" isBusy={isBusy} disabled={answer.trim().length < 10}>{t('send')}</Button>
        </>
      )}
    >
      <form id={`${id}-form`} onSubmit={(event) => { void onSubmit(event); }} className="space-y-4">
        <Field id={`${id}-state`} label={t('verdict')}>
          {(control) => <SelectInput {...control} value={state} onChange={(event) => { setState(event.target.value === 'CHANGED' ? 'CHANGED' : 'UPHELD'); }}><option value="UPHELD">{t('uphold')}</option><option value="CHANGED">{t('change')}</option></SelectInput>}
        </Field>
        <Field id={`${id}-answer`} label={t('answerField')} hint={t('statementHint')} isRequired>
          {(control) => <TextArea {...control} rows={4} value={answer} minLength={10} maxLength={2_000} onChange={(event) => { setAnswer(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </form>
    </Dialog>
  );
}
