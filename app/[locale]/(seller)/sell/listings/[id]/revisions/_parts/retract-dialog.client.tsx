'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Dialog } from '@/app/_ui/dialog.client';
import { Field, TextArea } from '@/app/_ui/field';

type Props = { readonly revisionId: string; readonly number: number; readonly action: Action<{ readonly soldInstead: string }> };

export function RetractDialog({ revisionId, number, action }: Props) {
  const t = useTranslations('revisions.own');
  const common = useTranslations('common');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { run, isBusy, fault } = useAction(action);
  const retract = () => run({ revisionId, reason }).then((answer) => { if (answer) { setIsOpen(false); router.refresh(); } });
  return (
    <Dialog
      trigger={<Button variant="danger" size="sm">{t('retract')}</Button>} title={t('retractTitle', { number })} closeLabel={common('close')} isOpen={isOpen} onOpenChange={setIsOpen}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button variant="danger" isBusy={isBusy} disabled={reason.trim().length < 10} onClick={() => { void retract(); }}>{t('retract')}</Button>
        </>
      )}
    >
      <div className="space-y-4">
        <p className="text-sm text-ink-soft">{t('retractBody')}</p>
        <Field id={`reason-${number}`} label={t('reason')} hint={t('reasonHint')} isRequired>{(control) => <TextArea {...control} rows={3} maxLength={500} value={reason} onChange={(event) => { setReason(event.target.value); }} />}</Field>
        <ActionFaultAlert fault={fault} />
      </div>
    </Dialog>
  );
}
