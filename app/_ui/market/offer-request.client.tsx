'use client';

import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { buyerClasses, type BuyerClass, type OwnRequestView } from '@/lib/pricing/schema';
import { Alert } from '../alert';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Field, SelectInput, TextArea } from '../field';
import { ScriptForm } from '../script-form.client';

type OfferRequestProps = { readonly listingId: string; readonly request: OwnRequestView | null; readonly action: Action<OwnRequestView>; readonly onAsked: () => void };

/** Asks the seller for terms: with a class and a need, never with a name. */
export function OfferRequest({ listingId, request, action, onAsked }: OfferRequestProps) {
  const t = useTranslations('menu');
  const { run, isBusy, fault } = useAction(action);
  const [buyerClass, setBuyerClass] = useState<BuyerClass>('ACADEMIC');
  const [need, setNeed] = useState('');
  const [isAgain, setIsAgain] = useState(false);

  if (request && request.state !== 'OFFERED' && !isAgain) {
    const words = { class: t(`class.${request.buyerClass}`) };
    return request.state === 'OPEN'
      ? <Alert>{t('ask.open', words)}</Alert>
      : <Alert tone="warn" actions={<Button size="sm" onClick={() => { setIsAgain(true); }}>{t('ask.again')}</Button>}>{t('ask.declined', { ...words, answer: request.answer })}</Alert>;
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    void run({ listingId, buyerClass, need }).then((answer) => { if (answer) { setIsAgain(false); onAsked(); } });
  }

  return (
    <ScriptForm onSubmit={onSubmit} className="space-y-3">
      <Field id="ask-class" label={t('ask.class')}>
        {(control) => <SelectInput {...control} value={buyerClass} onChange={(event) => { setBuyerClass(buyerClasses.find((known) => known === event.target.value) ?? 'ACADEMIC'); }}>{buyerClasses.map((known) => <option key={known} value={known}>{t(`class.${known}`)}</option>)}</SelectInput>}
      </Field>
      <Field id="ask-need" label={t('ask.need')} hint={t('ask.needHint')}>
        {(control) => <TextArea {...control} rows={3} minLength={10} maxLength={1_000} required value={need} onChange={(event) => { setNeed(event.target.value); }} />}
      </Field>
      <ActionFaultAlert fault={fault} />
      <Button type="submit" variant="primary" isWide size="lg" isBusy={isBusy} disabled={need.trim().length < 10}>{t('ask.send')}</Button>
    </ScriptForm>
  );
}
