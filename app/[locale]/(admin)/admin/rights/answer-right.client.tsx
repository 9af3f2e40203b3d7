'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Dialog } from '@/app/_ui/dialog.client';
import { Field, TextArea } from '@/app/_ui/field';

export function AnswerRight({ requestId, action }: { readonly requestId: string; readonly action: Action<null> }) {
  const t = useTranslations('trust.queue');
  const common = useTranslations('common');
  const router = useRouter();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [answer, setAnswer] = useState('');
  const { run, isBusy, fault, setFault } = useAction(action);

  async function send(isGranted: boolean) {
    if (!(await run({ requestId, isGranted, answer }))) return;
    setIsOpen(false);
    router.refresh();
  }

  const isShort = answer.trim().length < 10;
  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setIsOpen(open); }} title={t('answerTitle')} closeLabel={common('close')}
      trigger={<Button size="sm" variant="primary">{t('answer')}</Button>}
      footer={(
        <>
          <Button variant="danger" isBusy={isBusy} disabled={isShort} onClick={() => { void send(false); }}>{t('refuse')}</Button>
          <Button variant="primary" isBusy={isBusy} disabled={isShort} onClick={() => { void send(true); }}>{t('grant')}</Button>
        </>
      )}
    >
      <div className="space-y-4">
        <Field id={`${id}-answer`} label={t('answerText')} hint={t('answerHint')} isRequired>
          {(control) => <TextArea {...control} rows={5} maxLength={2_000} value={answer} onChange={(event) => { setAnswer(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </div>
    </Dialog>
  );
}
