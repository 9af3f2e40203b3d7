'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Dialog } from '@/app/_ui/dialog.client';
import { Field, SelectInput, TextArea } from '@/app/_ui/field';

type StageDialogProps = { readonly kind: 'canary' | 'live' | 'retire' | 'rollback'; readonly input: Readonly<Record<string, string>>; readonly action: Action<unknown> };

const percents = [1, 2, 5, 10] as const;

/** Asks for the reason, and for a canary how large its share is. */
export function StageDialog({ kind, input, action }: StageDialogProps) {
  const t = useTranslations('registry.act');
  const common = useTranslations('common');
  const router = useRouter();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [percent, setPercent] = useState(10);
  const { run, isBusy, fault, setFault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await run({ ...input, reason, ...(kind === 'canary' ? { percent } : {}) })) {
      setIsOpen(false);
      setReason('');
      router.refresh();
    }
  }

  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setIsOpen(open); }} title={t(`${kind}Title`)} description={t(`${kind}Body`)} closeLabel={common('close')}
      trigger={<Button size="sm" variant={kind === 'rollback' ? 'danger' : kind === 'live' ? 'primary' : 'secondary'}>{t(kind)}</Button>}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary" isBusy={isBusy} disabled={reason.trim().length < 3}>{t(kind)}</Button>
        </>
      )}
    >
      <form id={`${id}-form`} onSubmit={(event) => { void onSubmit(event); }} className="space-y-4">
        {kind === 'canary' ? (
          <Field id={`${id}-percent`} label={t('percent')}>
            {(control) => <SelectInput {...control} value={percent} onChange={(event) => { setPercent(Number(event.target.value)); }}>{percents.map((value) => <option key={value} value={value}>{t('percentName', { percent: value })}</option>)}</SelectInput>}
          </Field>
        ) : null}
        <Field id={`${id}-reason`} label={t('reason')} hint={t('reasonHint')} isRequired>
          {(control) => <TextArea {...control} rows={3} value={reason} minLength={3} maxLength={500} onChange={(event) => { setReason(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </form>
    </Dialog>
  );
}
