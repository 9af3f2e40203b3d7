'use client';

import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';
import { useMailedToken } from '../_entry/use-mailed-token.client';

export function NewPasswordForm({ locale, action }: { readonly locale: Locale; readonly action: Action<null> }) {
  const t = useTranslations('identity.newPassword');
  const token = useMailedToken();
  const [isDone, setIsDone] = useState(false);
  const { run, isBusy, fault } = useAction(action);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (await run({ token, password: new FormData(event.currentTarget).get('password') })) setIsDone(true);
  }

  if (isDone) return <Alert tone="good" isLive title={t('done')}><Link href={`/${locale}/sign-in`} className="text-link inline-flex min-h-6 items-center">{t('toSignIn')}</Link></Alert>;
  if (token === null) return <Alert tone="warn">{t('noToken')}</Alert>;
  return (
    <ScriptForm onSubmit={(event) => { void submit(event); }} className="space-y-5" noValidate>
      <ActionFaultAlert fault={fault} />
      <Field id="password" label={t('password')} hint={t('hint')} isRequired>{(control) => <TextInput {...control} name="password" type="password" autoComplete="new-password" minLength={8} maxLength={128} />}</Field>
      <Button type="submit" variant="primary" size="lg" isWide isBusy={isBusy} disabled={token === undefined}>{t('submit')}</Button>
    </ScriptForm>
  );
}
