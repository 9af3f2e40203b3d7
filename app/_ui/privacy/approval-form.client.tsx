'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { lawfulBases, type LawfulBasis } from '@/lib/datasets/schema';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Field, SelectInput, TextArea } from '../field';

/** The lawful basis, and why it holds: what an administrator decides from. */
export function ApprovalForm({ revisionId, action }: { readonly revisionId: string; readonly action: Action<{ approvalId: string }> }) {
  const t = useTranslations('privacy.approval');
  const router = useRouter();
  const id = useId();
  const [basis, setBasis] = useState<LawfulBasis>('consent');
  const [statement, setStatement] = useState('');
  const { run, isBusy, fault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await run({ revisionId, lawfulBasis: basis, statement })) router.refresh();
  }

  return (
    <form onSubmit={(event) => { void onSubmit(event); }} className="max-w-prose space-y-4">
      <Field id={`${id}-basis`} label={t('basis')}>
        {(control) => <SelectInput {...control} value={basis} onChange={(event) => { setBasis(lawfulBases.find((name) => name === event.target.value) ?? 'consent'); }}>{lawfulBases.map((name) => <option key={name} value={name}>{t(`bases.${name}`)}</option>)}</SelectInput>}
      </Field>
      <Field id={`${id}-statement`} label={t('statement')} hint={t('statementHint')} isRequired>
        {(control) => <TextArea {...control} rows={4} value={statement} minLength={20} maxLength={2_000} onChange={(event) => { setStatement(event.target.value); }} />}
      </Field>
      <ActionFaultAlert fault={fault} />
      <Button type="submit" variant="primary" isBusy={isBusy} disabled={statement.trim().length < 20}>{t('ask')}</Button>
    </form>
  );
}
