'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { collectionKinds, lawfulBases, noticeKinds, provenanceInput, type LawfulBasis } from '@/lib/datasets/schema';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Field, SelectInput, TextArea, TextInput } from '../field';
import { ScriptForm } from '../script-form.client';

/** The lawful basis, why it holds, and where the data comes from: what an administrator decides from. */
export function ApprovalForm({ revisionId, action }: { readonly revisionId: string; readonly action: Action<{ approvalId: string }> }) {
  const t = useTranslations('privacy.approval');
  const from = useTranslations('notice.provenance');
  const router = useRouter();
  const id = useId();
  const [basis, setBasis] = useState<LawfulBasis>('consent');
  const [statement, setStatement] = useState('');
  const [notice, setNotice] = useState<(typeof noticeKinds)[number]>('before');
  const [collection, setCollection] = useState<(typeof collectionKinds)[number]>('from-people');
  const [places, setPlaces] = useState('');
  const provenance = provenanceInput.safeParse({ notice, collection, territories: places.toUpperCase().split(/[\s,;]+/).filter((code) => code !== '') });
  const { run, isBusy, fault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (provenance.success && (await run({ revisionId, lawfulBasis: basis, provenance: provenance.data, statement }))) router.refresh();
  }

  return (
    <ScriptForm onSubmit={(event) => { void onSubmit(event); }} className="max-w-prose space-y-4">
      <Field id={`${id}-basis`} label={t('basis')}>
        {(control) => <SelectInput {...control} value={basis} onChange={(event) => { setBasis(lawfulBases.find((name) => name === event.target.value) ?? 'consent'); }}>{lawfulBases.map((name) => <option key={name} value={name}>{t(`bases.${name}`)}</option>)}</SelectInput>}
      </Field>
      <Field id={`${id}-notice`} label={from('notice')}>
        {(control) => <SelectInput {...control} value={notice} onChange={(event) => { setNotice(noticeKinds.find((name) => name === event.target.value) ?? 'before'); }}>{noticeKinds.map((name) => <option key={name} value={name}>{from(`notices.${name}`)}</option>)}</SelectInput>}
      </Field>
      <Field id={`${id}-collection`} label={from('collection')}>
        {(control) => <SelectInput {...control} value={collection} onChange={(event) => { setCollection(collectionKinds.find((name) => name === event.target.value) ?? 'from-people'); }}>{collectionKinds.map((name) => <option key={name} value={name}>{from(`collections.${name}`)}</option>)}</SelectInput>}
      </Field>
      <Field id={`${id}-territories`} label={from('territories')} hint={from('territoriesHint')} isRequired>
        {(control) => <TextInput {...control} value={places} maxLength={240} autoComplete="off" spellCheck={false} autoCapitalize="characters" onChange={(event) => { setPlaces(event.target.value); }} />}
      </Field>
      <Field id={`${id}-statement`} label={t('statement')} hint={t('statementHint')} isRequired>
        {(control) => <TextArea {...control} rows={4} value={statement} minLength={20} maxLength={2_000} onChange={(event) => { setStatement(event.target.value); }} />}
      </Field>
      <ActionFaultAlert fault={fault} />
      <Button type="submit" variant="primary" isBusy={isBusy} disabled={statement.trim().length < 20 || !provenance.success}>{t('ask')}</Button>
    </ScriptForm>
  );
}
