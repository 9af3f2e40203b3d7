'use client';

import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';

export function ForgotForm({ action, hasMailServer }: { readonly action: Action<null>; readonly hasMailServer: boolean }) {
  const t = useTranslations('identity.forgot');
  const [isDone, setIsDone] = useState(false);
  const { run, isBusy, fault } = useAction(action);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (await run({ email: new FormData(event.currentTarget).get('email') })) setIsDone(true);
  }

  if (isDone) return <Alert tone="good" isLive title={t('done')}>{hasMailServer ? null : <p>{t('doneNoServer')}</p>}</Alert>;
  return (
    <ScriptForm onSubmit={(event) => { void submit(event); }} className="space-y-5" noValidate>
      <ActionFaultAlert fault={fault} />
      <Field id="email" label={t('email')} isRequired>{(control) => <TextInput {...control} name="email" type="email" autoComplete="username" maxLength={254} inputMode="email" autoCapitalize="none" spellCheck={false} />}</Field>
      <Button type="submit" variant="primary" size="lg" isWide isBusy={isBusy}>{t('submit')}</Button>
    </ScriptForm>
  );
}
