'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { collectionKinds, lawfulBases, noticeKinds, provenanceInput, type LawfulBasis } from '@/lib/datasets/schema';
import { readCountries } from '@/lib/shared/read-countries';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Field, SelectInput, TextArea, TextInput } from '../field';
import { ScriptForm } from '../script-form.client';

type Notice = (typeof noticeKinds)[number];
type Collection = (typeof collectionKinds)[number];

const fewestCharacters = 20;

/** The lawful basis, why it holds, and where the data comes from: what an administrator decides from. Nothing is chosen beforehand: it is a statement of the seller's. */
export function ApprovalForm({ revisionId, action }: { readonly revisionId: string; readonly action: Action<{ approvalId: string }> }) {
  const t = useTranslations('privacy.approval');
  const from = useTranslations('notice.provenance');
  const router = useRouter();
  const id = useId();
  const [basis, setBasis] = useState<LawfulBasis | ''>('');
  const [statement, setStatement] = useState('');
  const [notice, setNotice] = useState<Notice | ''>('');
  const [collection, setCollection] = useState<Collection | ''>('');
  const [places, setPlaces] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const { run, isBusy, fault } = useAction(action);
  const countries = readCountries(places);
  const provenance = provenanceInput.safeParse({ notice, collection, territories: countries.codes });
  const isShort = statement.trim().length < fewestCharacters;
  const placesFault = countries.unknown.length > 0 ? from('territoriesUnknown', { places: countries.unknown.join(', ') }) : countries.codes.length === 0 ? from('territoriesNone') : null;

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsAsked(true);
    const form = event.currentTarget;
    if (basis === '' || isShort || placesFault !== null || !provenance.success) {
      // Once what is missing is drawn.
      setTimeout(() => { form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(); });
      return;
    }
    if (await run({ revisionId, lawfulBasis: basis, provenance: provenance.data, statement })) router.refresh();
  }

  const faultOf = (isWrong: boolean, text: string): { error?: string } => (isAsked && isWrong ? { error: text } : {});
  const options = <Name extends string>(names: readonly Name[], text: (name: Name) => ReactNode) => [<option key="" value="">{t('choose')}</option>, ...names.map((name) => <option key={name} value={name}>{text(name)}</option>)];
  return (
    <ScriptForm noValidate onSubmit={(event) => { void onSubmit(event); }} className="max-w-prose space-y-4">
      <Field id={`${id}-basis`} label={t('basis')} isRequired {...faultOf(basis === '', t('chooseOne'))}>
        {(control) => <SelectInput {...control} value={basis} onChange={(event) => { setBasis(lawfulBases.find((name) => name === event.target.value) ?? ''); }}>{options(lawfulBases, (name) => t(`bases.${name}`))}</SelectInput>}
      </Field>
      <Field id={`${id}-notice`} label={from('notice')} isRequired {...faultOf(notice === '', t('chooseOne'))}>
        {(control) => <SelectInput {...control} value={notice} onChange={(event) => { setNotice(noticeKinds.find((name) => name === event.target.value) ?? ''); }}>{options(noticeKinds, (name) => from(`notices.${name}`))}</SelectInput>}
      </Field>
      <Field id={`${id}-collection`} label={from('collection')} isRequired {...faultOf(collection === '', t('chooseOne'))}>
        {(control) => <SelectInput {...control} value={collection} onChange={(event) => { setCollection(collectionKinds.find((name) => name === event.target.value) ?? ''); }}>{options(collectionKinds, (name) => from(`collections.${name}`))}</SelectInput>}
      </Field>
      <Field id={`${id}-territories`} label={from('territories')} hint={from('territoriesHint')} isRequired {...faultOf(placesFault !== null, placesFault ?? '')}>
        {(control) => <TextInput {...control} value={places} maxLength={2_000} autoComplete="off" spellCheck={false} onChange={(event) => { setPlaces(event.target.value); }} />}
      </Field>
      <Field id={`${id}-statement`} label={t('statement')} hint={t('statementHint')} isRequired {...faultOf(isShort, t('statementShort', { count: fewestCharacters }))}>
        {(control) => <TextArea {...control} rows={4} value={statement} minLength={fewestCharacters} maxLength={2_000} onChange={(event) => { setStatement(event.target.value); }} />}
      </Field>
      <ActionFaultAlert fault={fault} />
      <Button type="submit" variant="primary" isBusy={isBusy}>{t('ask')}</Button>
    </ScriptForm>
  );
}
