'use client';

import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { Check, Circle } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { signUpUnderNoticeInput, type NoticeView } from '@/lib/consent/schema';
import { emailInput, passwordInput } from '@/lib/identity/schema';
import { locales, type Locale } from '@/lib/shared/locale';
import type { Refusal } from '@/lib/shared/refusal';
import type { Result } from '@/lib/shared/result';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { classNames } from '@/app/_ui/class-names';
import { NoticeText } from '@/app/_ui/consent/notice-gate.client';
import { Field, SelectInput, TextInput } from '@/app/_ui/field';
import { useRefusalText } from '@/app/_ui/refusal-text.client';
import { ScriptForm } from '@/app/_ui/script-form.client';
import { signInWith } from '@/app/_ui/session.client';

type SignUpFormProps = { readonly locale: Locale; readonly target: string; /** The one in force, with the token that proves it was shown. */ readonly notice: Pick<NoticeView, 'title' | 'body' | 'version' | 'publishedAt' | 'token'>; readonly signUp: (input: unknown) => Promise<Result<{ readonly next: 'sign-in' | 'check-mail' }>> };
type Faults = { readonly email?: string; readonly password?: string; readonly form?: string };

const fieldOf: Partial<Record<Refusal['code'], keyof Faults>> = { 'password-too-common': 'password' };

export function SignUpForm({ locale, target, notice, signUp }: SignUpFormProps) {
  const t = useTranslations('market.signUp');
  const common = useTranslations('common');
  const shown = useTranslations('notice');
  const refusalText = useRefusalText();
  const [password, setPassword] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [isMailed, setIsMailed] = useState(false);
  const [faults, setFaults] = useState<Faults>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = { email: String(form.get('email')), password, locale: form.get('locale'), noticeToken: notice.token };
    const found: Faults = {
      ...(emailInput.safeParse(input.email).success ? {} : { email: t('emailFault') }),
      ...(passwordInput.safeParse(password).success ? {} : { password: t('passwordFault') }),
    };
    setFaults(found);
    const parsed = signUpUnderNoticeInput.safeParse(input);
    if (!parsed.success) return;
    setIsBusy(true);
    try {
      const result = await signUp(parsed.data);
      if (!result.ok) {
        setFaults({ [fieldOf[result.refusal.code] ?? 'form']: refusalText(result.refusal) });
      } else if (result.value.next === 'check-mail') {
        setIsMailed(true);
      } else {
        const session = await signInWith({ email: parsed.data.email, password: parsed.data.password });
        // Signed up but not in (the address was known already, say): the sign-in page says what can be done.
        window.location.assign(session.ok ? target.replace(/^\/(en|zh)/, `/${parsed.data.locale}`) : `/${locale}/sign-in?next=${encodeURIComponent(target)}`);
        return;
      }
    } catch {
      setFaults({ form: common('offline') });
    }
    setIsBusy(false);
  }

  if (isMailed) return <CheckMail locale={locale} />;
  return (
    <ScriptForm onSubmit={(event) => { void submit(event); }} className="space-y-5" noValidate>
      {faults.form ? <Alert tone="bad" isLive>{faults.form}</Alert> : null}
      <Field id="email" label={t('email')} hint={t('emailHint')} error={faults.email} isRequired>{(control) => <TextInput {...control} name="email" type="email" autoComplete="username" maxLength={254} inputMode="email" autoCapitalize="none" spellCheck={false} />}</Field>
      <Field id="password" label={t('password')} error={faults.password} hint={<PasswordRules password={password} />} isRequired>
        {(control) => <TextInput {...control} name="password" type="password" autoComplete="new-password" maxLength={128} value={password} onChange={(event) => { setPassword(event.currentTarget.value); }} />}
      </Field>
      <Field id="locale" label={t('language')} hint={t('languageHint')}>
        {(control) => <SelectInput {...control} name="locale" defaultValue={locale}>{locales.map((each) => <option key={each} value={each}>{common(`language.${each}`)}</option>)}</SelectInput>}
      </Field>
      <div className="space-y-2">
        <p className="text-sm text-ink-soft">{shown('signUp')}</p>
        <NoticeText locale={locale} notice={notice} />
      </div>
      <Button type="submit" variant="primary" size="lg" isWide isBusy={isBusy}>{t('submit')}</Button>
    </ScriptForm>
  );
}

/** A span, because it stands inside the hint's paragraph. */
function PasswordRules({ password }: { readonly password: string }) {
  const t = useTranslations('market.signUp.rule');
  const isLongEnough = password.length >= 8;
  return (
    <>
      <span className={classNames('flex items-center gap-1.5', isLongEnough && 'text-good')}>{isLongEnough ? <Check aria-hidden className="size-3.5" /> : <Circle aria-hidden className="size-3.5" />}{t('length')}</span>
      <span className="flex items-center gap-1.5"><Circle aria-hidden className="size-3.5" />{t('common')}</span>
    </>
  );
}

function CheckMail({ locale }: { readonly locale: Locale }) {
  const t = useTranslations('identity.checkMail');
  return (
    <Alert tone="good" isLive title={t('title')}>
      <p>{t('body')}</p>
      <p className="mt-2"><Link href={`/${locale}/sign-in`} className="text-link inline-flex min-h-6 items-center">{t('toSignIn')}</Link></p>
    </Alert>
  );
}
