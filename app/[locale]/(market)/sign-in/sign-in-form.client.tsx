'use client';

import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { signInInput } from '@/lib/identity/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { Field, TextInput } from '@/app/_ui/field';
import { answerWithPasskey } from '@/app/_ui/identity/passkey.client';
import { useRefusalText } from '@/app/_ui/refusal-text.client';
import { ScriptForm } from '@/app/_ui/script-form.client';
import { signInWith, signInWithPasskey } from '@/app/_ui/session.client';

type Fault = { readonly tone: 'bad' | 'info'; readonly text: string };

export function SignInForm({ locale, target }: { readonly locale: Locale; readonly target: string }) {
  const t = useTranslations('market.signIn');
  const own = useTranslations('identity.signIn');
  const common = useTranslations('common');
  const refusalText = useRefusalText();
  const [isBusy, setIsBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);

  async function enter(signIn: () => ReturnType<typeof signInWith>) {
    setIsBusy(true);
    setFault(null);
    try {
      const result = await signIn();
      if (result.ok) {
        // A full load: everything that was rendered for a visitor is thrown away.
        window.location.assign(target);
        return;
      }
      const isCodeMissing = result.refusal.code === 'second-factor-needed';
      if (isCodeMissing) setAsksCode(true);
      setFault({ tone: isCodeMissing ? 'info' : 'bad', text: refusalText(result.refusal) });
    } catch {
      setFault({ tone: 'bad', text: common('offline') });
    }
    setIsBusy(false);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const code = form.get('code');
    const parsed = signInInput.safeParse({ email: form.get('email'), password: form.get('password'), ...(typeof code === 'string' && code !== '' ? { code } : {}) });
    if (!parsed.success) {
      setFault({ tone: 'bad', text: refusalText({ code: 'credentials-wrong' }) });
      return;
    }
    const { email, password, code: given } = parsed.data;
    await enter(() => signInWith({ email, password, ...(given === undefined ? {} : { code: given }) }));
  }

  async function byPasskey() {
    setFault(null);
    const answer = await answerWithPasskey('sign-in');
    if (answer?.ok) await enter(() => signInWithPasskey(answer.value));
    else setFault({ tone: 'bad', text: answer?.detail || own('cancelled') });
  }

  return (
    <>
      <ScriptForm onSubmit={(event) => { void submit(event); }} className="space-y-5" noValidate>
        {fault ? <Alert tone={fault.tone} isLive>{fault.text}</Alert> : null}
        <Field id="email" label={t('email')} isRequired>{(control) => <TextInput {...control} name="email" type="email" autoComplete="username" maxLength={254} inputMode="email" autoCapitalize="none" spellCheck={false} />}</Field>
        <Field id="password" label={t('password')} isRequired>{(control) => <TextInput {...control} name="password" type="password" autoComplete="current-password" maxLength={128} />}</Field>
        {asksCode ? <Field id="code" label={own('code')} hint={own('codeHint')} isRequired>{(control) => <TextInput {...control} name="code" autoComplete="one-time-code" maxLength={40} autoFocus />}</Field> : null}
        <Button type="submit" variant="primary" size="lg" isWide isBusy={isBusy}>{t('submit')}</Button>
        <p className="text-sm"><Link href={`/${locale}/forgot-password`} className="text-link inline-flex min-h-6 items-center">{own('forgot')}</Link></p>
      </ScriptForm>
      <p className="my-4 flex items-center gap-3 text-xs text-ink-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">{own('or')}</p>
      <Button size="lg" isWide icon={<KeyRound aria-hidden className="size-4" />} disabled={isBusy} onClick={() => { void byPasskey(); }}>{own('passkey')}</Button>
    </>
  );
}
