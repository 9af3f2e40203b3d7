'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Dialog } from '../dialog.client';
import { Field, SelectInput, TextArea } from '../field';

type Props = { readonly findingId: string; readonly what: string; readonly isAnswered: boolean; readonly action: Action<null> };

/** Confirm or reject one finding, with the reason that goes into the log. */
export function FindingAnswer({ findingId, what, isAnswered, action }: Props) {
  const t = useTranslations('privacy.findings');
  const common = useTranslations('common');
  const router = useRouter();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [verdict, setVerdict] = useState<'CONFIRMED' | 'REJECTED'>('CONFIRMED');
  const [reason, setReason] = useState('');
  const { run, isBusy, fault, setFault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await run({ findingId, verdict, reason })) {
      setIsOpen(false);
      router.refresh();
    }
  }

  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setIsOpen(open); }} title={t('answerTitle', { what })} description={t('answerBody')} closeLabel={common('close')}
      trigger={<Button size="sm" variant={isAnswered ? 'quiet' : 'primary'} aria-label={t('answerLabel', { what })}>{isAnswered ? t('change') : t('answer')}</Button>}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary" isBusy={isBusy} disabled={reason.trim().length < 10}>{t('save')}</Button>
        </>
      )}
    >
      <form id={`${id}-form`} onSubmit={(event) => { void onSubmit(event); }} className="space-y-4">
        <Field id={`${id}-verdict`} label={t('verdict')}>
          {(control) => <SelectInput {...control} value={verdict} onChange={(event) => { setVerdict(event.target.value === 'REJECTED' ? 'REJECTED' : 'CONFIRMED'); }}><option value="CONFIRMED">{t('confirm')}</option><option value="REJECTED">{t('reject')}</option></SelectInput>}
        </Field>
        <Field id={`${id}-reason`} label={t('reason')} hint={t('reasonHint')} isRequired>
          {(control) => <TextArea {...control} rows={3} value={reason} minLength={10} maxLength={500} onChange={(event) => { setReason(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </form>
    </Dialog>
  );
}
