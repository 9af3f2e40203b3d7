'use client';

import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';

export function PasswordForm({ action }: { readonly action: Action<null> }) {
  const t = useTranslations('identity.security');
  const [isDone, setIsDone] = useState(false);
  const { run, isBusy, fault } = useAction(action);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setIsDone(false);
    if (await run({ current: data.get('current'), password: data.get('password') })) {
      form.reset();
      setIsDone(true);
    }
  }

  return (
    <ScriptForm onSubmit={(event) => { void submit(event); }} className="max-w-md space-y-4" noValidate>
      {isDone ? <Alert tone="good" isLive>{t('changed')}</Alert> : null}
      <ActionFaultAlert fault={fault} />
      <Field id="current" label={t('current')} isRequired>{(control) => <TextInput {...control} name="current" type="password" autoComplete="current-password" maxLength={128} />}</Field>
      <Field id="password" label={t('new')} hint={t('newHint')} isRequired>{(control) => <TextInput {...control} name="password" type="password" autoComplete="new-password" maxLength={128} />}</Field>
      <Button type="submit" isBusy={isBusy}>{t('change')}</Button>
    </ScriptForm>
  );
}
