'use client';

import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';

export function EmailForm({ action }: { readonly action: Action<null> }) {
  const t = useTranslations('identity.security');
  const [isDone, setIsDone] = useState(false);
  const { run, isBusy, fault } = useAction(action);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsDone(false);
    if (await run({ email: new FormData(event.currentTarget).get('email') })) setIsDone(true);
  }

  return (
    <ScriptForm onSubmit={(event) => { void submit(event); }} className="max-w-md space-y-4" noValidate>
      {isDone ? <Alert tone="good" isLive>{t('emailAsked')}</Alert> : null}
      <ActionFaultAlert fault={fault} />
      <Field id="email" label={t('newEmail')} isRequired>{(control) => <TextInput {...control} name="email" type="email" autoComplete="email" maxLength={254} />}</Field>
      <Button type="submit" isBusy={isBusy}>{t('changeEmail')}</Button>
    </ScriptForm>
  );
}
