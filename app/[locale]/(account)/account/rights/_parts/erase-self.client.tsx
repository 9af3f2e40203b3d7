'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Erased, ErasureLosses } from '@/lib/rights/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { Checkbox } from '@/app/_ui/choice';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Dialog } from '@/app/_ui/dialog.client';
import { Field, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';

/** The last thing an account does. What is shown afterwards needs no session: there is none any more. */
export function EraseSelf({ locale, days, losses, action, children }: { readonly locale: Locale; readonly days: number; readonly losses: ErasureLosses; readonly action: Action<Erased>; /** What is given up, in words. */ readonly children: ReactNode }) {
  const t = useTranslations('trust.rights');
  const ask = useTranslations('guard.erase');
  const common = useTranslations('common');
  const [isOpen, setIsOpen] = useState(false);
  const [confirmation, setConfirmation] = useState('');
  const { walletMinor, sellerBalanceMinor, subscriptions } = losses;
  const isCostly = walletMinor + sellerBalanceMinor + subscriptions.length > 0;
  const [isAgreed, setIsAgreed] = useState(false);
  const [erased, setErased] = useState<Erased | null>(null);
  const { run, isBusy, fault, setFault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const done = await run({ confirmation, walletMinor, sellerBalanceMinor, subscriptionCount: subscriptions.length });
    if (!done) return;
    setIsOpen(false);
    setErased(done.value);
  }

  if (erased) return <Done erased={erased} locale={locale} />;
  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { if (isBusy) return; setFault(null); setIsOpen(open); }} title={t('eraseTitle')} closeLabel={common('close')}
      trigger={<Button variant="danger">{t('eraseButton')}</Button>}
      footer={(
        <>
          <Button disabled={isBusy} onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form="erase-form" variant="danger" isBusy={isBusy} disabled={confirmation.trim() !== t('word') || (isCostly && !isAgreed)}>{t('eraseConfirm')}</Button>
        </>
      )}
    >
      <ScriptForm id="erase-form" onSubmit={(event) => { void onSubmit(event); }} className="space-y-4 text-sm text-ink-soft">
        <p>{t('eraseLead', { days })}</p>
        {isCostly ? <>{children}<Checkbox id="erase-agree" label={ask('agree')} checked={isAgreed} onChange={(event) => { setIsAgreed(event.target.checked); }} /></> : null}
        <Field id="erase-word" label={t('eraseWord', { word: t('word') })}>
          {(control) => <TextInput {...control} autoComplete="off" spellCheck={false} maxLength={20} value={confirmation} onChange={(event) => { setConfirmation(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={fault} />
      </ScriptForm>
    </Dialog>
  );
}

function Done({ erased, locale }: { readonly erased: Erased; readonly locale: Locale }) {
  const t = useTranslations('trust.rights');
  const file = erased.receipt === null ? null : `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(erased.receipt, null, 1))}`;
  return (
    <Alert tone="good" isLive title={t('erased')}>
      <p>{t('erasedBody')}{erased.isMailed ? ` ${t('erasedMailed')}` : ''}</p>
      <p className="mt-2 flex flex-wrap gap-4">
        {file === null ? null : <a href={file} download="erasure-receipt.json" className="text-link">{t('erasedReceipt')}</a>}
        <a href={`/${locale}`} className="text-link">{t('erasedHome')}</a>
      </p>
    </Alert>
  );
}
