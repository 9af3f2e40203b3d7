'use client';

import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { signInInput } from '@/lib/identity/schema';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { Field, TextInput } from '@/app/_ui/field';
import { useRefusalText } from '@/app/_ui/refusal-text.client';
import { signInWith } from '@/app/_ui/session.client';

export function SignInForm({ target }: { readonly target: string }) {
  const t = useTranslations('market.signIn');
  const common = useTranslations('common');
  const refusalText = useRefusalText();
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const parsed = signInInput.safeParse({ email: form.get('email'), password: form.get('password') });
    if (!parsed.success) {
      setFault(refusalText({ code: 'credentials-wrong' }));
      return;
    }
    setIsBusy(true);
    setFault(null);
    try {
      const result = await signInWith(parsed.data);
      if (result.ok) {
        // A full load: everything that was rendered for a visitor is thrown away.
        window.location.assign(target);
        return;
      }
      setFault(refusalText(result.refusal));
    } catch {
      setFault(common('offline'));
    }
    setIsBusy(false);
  }

  return (
    <form onSubmit={(event) => { void submit(event); }} className="space-y-5" noValidate>
      {fault ? <Alert tone="bad" isLive>{fault}</Alert> : null}
      <Field id="email" label={t('email')} isRequired>{(control) => <TextInput {...control} name="email" type="email" autoComplete="username" maxLength={254} inputMode="email" autoCapitalize="none" spellCheck={false} />}</Field>
      <Field id="password" label={t('password')} isRequired>{(control) => <TextInput {...control} name="password" type="password" autoComplete="current-password" maxLength={128} />}</Field>
      <Button type="submit" variant="primary" size="lg" isWide isBusy={isBusy}>{t('submit')}</Button>
    </form>
  );
}
