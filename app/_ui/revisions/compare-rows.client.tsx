'use client';

import { useRouter } from 'next/navigation';
import { useState, type SyntheticEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Field, TextInput } from '../field';
import { ScriptForm } from '../script-form.client';

type Props = { readonly input: Readonly<Record<string, unknown>>; readonly action: Action<null>; /** The seller may name the key herself. */ readonly canChooseKey?: boolean };

/** Asks for the rows of two revisions to be compared, once; what comes out is kept and shown to everybody who may see it. */
export function CompareRows({ input, action, canChooseKey = false }: Props) {
  const t = useTranslations('revisions.compare');
  const router = useRouter();
  const [key, setKey] = useState('');
  const { run, isBusy, fault } = useAction(action);

  async function compare(event: SyntheticEvent) {
    event.preventDefault();
    const keyNames = key.split(',').map((name) => name.trim()).filter((name) => name !== '');
    if (await run({ ...input, ...(canChooseKey ? { keyNames: keyNames.length === 0 ? null : keyNames } : {}) })) router.refresh();
  }

  return (
    <ScriptForm className="space-y-4 rounded-card border border-line bg-surface p-4 sm:p-5" onSubmit={(event) => { void compare(event); }}>
      <p className="max-w-prose text-sm text-ink-soft">{t('rowsLead')}</p>
      {canChooseKey ? <Field id="key" label={t('key')} hint={t('keyHint')} className="max-w-md">{(control) => <TextInput {...control} value={key} maxLength={500} onChange={(event) => { setKey(event.target.value); }} />}</Field> : null}
      <Button type="submit" variant="primary" isBusy={isBusy}>{isBusy ? t('working') : t('rows')}</Button>
      <ActionFaultAlert fault={fault} />
    </ScriptForm>
  );
}
