'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { purposes, type ConsentState, type Purpose } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '../alert';
import { Button } from '../button';
import { SwitchInput } from '../choice';
import { useMe } from '../me.client';
import { GpcQuestion } from './gpc-question.client';
import { choicesOf, fetchNotice, saveChoice, type Choices } from './save-choice.client';

type PrivacyChoicesProps = { readonly locale: Locale; readonly noticeToken: string; readonly initial: ConsentState };

/** Withdrawing takes the same one click as giving: each switch is saved as it is turned. */
export function PrivacyChoices({ locale, noticeToken, initial }: PrivacyChoicesProps) {
  const t = useTranslations('common');
  const router = useRouter();
  const { refresh } = useMe();
  const [token, setToken] = useState(noticeToken);
  const [choices, setChoices] = useState<Choices>(choicesOf((purpose) => initial.granted.includes(purpose)));
  const [hasChosen, setHasChosen] = useState(initial.hasChosen);
  const [outcome, setOutcome] = useState<'saving' | 'saved' | 'failed' | 'outdated' | null>(null);

  /** What she is about to agree to although her browser says no. */
  const [doubtful, setDoubtful] = useState<Choices | null>(null);

  async function choose(next: Choices, despiteGpc = false) {
    setDoubtful(null);
    const before = choices;
    setChoices(next);
    setOutcome('saving');
    const answer = await saveChoice({ noticeToken: token, choices: next, surface: 'privacy-page', ...(despiteGpc ? { despiteGpc } : {}) });
    if (answer.ok) {
      setHasChosen(true);
      setOutcome('saved');
      await refresh();
      return;
    }
    setChoices(before);
    if (answer.code === 'gpc-conflict') {
      setOutcome(null);
      setDoubtful(next);
      return;
    }
    setOutcome(answer.code === 'notice-outdated' ? 'outdated' : 'failed');
    if (answer.code !== 'notice-outdated') return;
    const current = await fetchNotice(locale);
    if (current.ok) setToken(current.value.token);
    router.refresh();
  }

  const isBusy = outcome === 'saving';
  const turn = (purpose: Purpose, isOn: boolean) => { void choose({ ...choices, [purpose]: isOn }); };
  return (
    <div className="space-y-5">
      {purposes.map((purpose) => (
        <SwitchInput
          key={purpose}
          id={`choice-${purpose}`}
          label={t(`purpose.${purpose}.name`)}
          hint={t(`purpose.${purpose}.text`)}
          checked={choices[purpose]}
          disabled={isBusy}
          onChange={(event) => { turn(purpose, event.currentTarget.checked); }}
        />
      ))}
      <div className="grid grid-cols-2 gap-2">
        <Button disabled={isBusy} onClick={() => { void choose(choicesOf(() => false)); }}>{t('consent.refuseAll')}</Button>
        <Button disabled={isBusy} onClick={() => { void choose(choicesOf(() => true)); }}>{t('consent.acceptAll')}</Button>
      </div>
      <GpcQuestion isAsked={doubtful !== null} onKeepOff={() => { setDoubtful(null); }} onAgree={() => { if (doubtful) void choose(doubtful, true); }} />
      <div aria-live="polite" className="min-h-6">
        {outcome === 'saved' ? <Alert tone="good">{t('consent.saved')}</Alert> : null}
        {outcome === 'failed' || outcome === 'outdated' ? <Alert tone="bad">{t(`consent.${outcome}`)}</Alert> : null}
        {outcome === null && !hasChosen ? <p className="text-sm text-ink-soft">{t('consent.notChosen')}</p> : null}
      </div>
    </div>
  );
}
