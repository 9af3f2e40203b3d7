'use client';

import { useId, useState, type KeyboardEvent } from 'react';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Alert } from '../alert';
import { Button } from '../button';
import { Field, TextInput } from '../field';
import { answerWithPasskey } from './passkey.client';
import { postJson } from './post-json.client';

/**
 * Asks for a fresh proof in the place where a use case asked for one, so that nothing typed is lost. No form element: it may stand inside one.
 * Its words come with `refusals`.
 */
export function StepUpPrompt() {
  const t = useTranslations('identity.stepUp');
  const id = useId();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  async function prove(body: unknown) {
    setIsBusy(true);
    setFault(null);
    const answer = await postJson<null>('/api/step-up', body);
    setIsBusy(false);
    if (answer.ok) setIsDone(true);
    else if (answer.code === 'second-factor-needed') setAsksCode(true);
    else setFault(answer.detail || t('failed'));
  }

  async function byPasskey() {
    setFault(null);
    const answer = await answerWithPasskey('step-up');
    if (answer?.ok) await prove({ passkey: answer.value });
    else setFault(answer?.detail || t('cancelled'));
  }

  const byPassword = () => prove({ password, ...(asksCode ? { code } : {}) });
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void byPassword();
  };

  if (isDone) return <Alert tone="good" isLive>{t('done')}</Alert>;
  return (
    <div role="group" aria-labelledby={`${id}-title`} className="space-y-3 rounded-lg border border-warn/30 bg-warn-soft p-4 text-sm text-ink">
      <p id={`${id}-title`} className="font-semibold">{t('title')}</p>
      <p className="text-ink-soft">{t('lead')}</p>
      <Field id={`${id}-password`} label={t('password')} error={fault ?? undefined}>
        {(control) => <TextInput {...control} type="password" autoComplete="current-password" maxLength={128} value={password} onKeyDown={onEnter} onChange={(event) => { setPassword(event.currentTarget.value); }} />}
      </Field>
      {asksCode ? (
        <Field id={`${id}-code`} label={t('code')}>
          {(control) => <TextInput {...control} autoComplete="one-time-code" maxLength={40} value={code} onKeyDown={onEnter} onChange={(event) => { setCode(event.currentTarget.value); }} />}
        </Field>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="sm" isBusy={isBusy} disabled={password === ''} onClick={() => { void byPassword(); }}>{t('confirm')}</Button>
        <Button size="sm" icon={<KeyRound aria-hidden className="size-4" />} disabled={isBusy} onClick={() => { void byPasskey(); }}>{t('passkey')}</Button>
      </div>
    </div>
  );
}
