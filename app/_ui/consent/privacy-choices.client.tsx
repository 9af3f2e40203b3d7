'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
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

  /** What the switches say, and what of it is saved: whoever turns one while another is being saved has both saved, one after the other. */
  const asked = useRef({ wanted: choices, saved: choices, isUnderWay: false });

  async function choose(next: Choices, { despiteGpc = false } = {}) {
    setDoubtful(null);
    setChoices(next);
    asked.current.wanted = next;
    if (asked.current.isUnderWay) return;
    asked.current.isUnderWay = true;
    setOutcome('saving');
    const refused = await saveWanted(despiteGpc ? next : null).finally(() => { asked.current.isUnderWay = false; });
    if (refused === null) {
      setOutcome('saved');
      await refresh();
      return;
    }
    const { wanted, saved } = asked.current;
    asked.current.wanted = saved;
    setChoices(saved);
    if (refused === 'gpc-conflict') {
      setOutcome(null);
      setDoubtful(wanted);
      return;
    }
    setOutcome(refused === 'notice-outdated' ? 'outdated' : 'failed');
    if (refused !== 'notice-outdated') return;
    const current = await fetchNotice(locale);
    if (current.ok) setToken(current.value.token);
    router.refresh();
  }

  /** `agreed`: what she was asked about because of her browser's signal, and nothing else. @returns why the last that was asked for isn't saved, or null */
  async function saveWanted(agreed: Choices | null): Promise<string | null> {
    while (asked.current.saved !== asked.current.wanted) {
      const { wanted } = asked.current;
      const answer = await saveChoice({ noticeToken: token, choices: wanted, surface: 'privacy-page', ...(wanted === agreed ? { despiteGpc: true } : {}) });
      if (!answer.ok) return answer.code;
      asked.current.saved = wanted;
      setHasChosen(true);
    }
    return null;
  }

  const turn = (purpose: Purpose, isOn: boolean) => { void choose({ ...asked.current.wanted, [purpose]: isOn }); };
  return (
    <div className="space-y-5">
      {purposes.map((purpose) => (
        <SwitchInput
          key={purpose}
          id={`choice-${purpose}`}
          label={t(`purpose.${purpose}.name`)}
          hint={t(`purpose.${purpose}.text`)}
          checked={choices[purpose]}
          onChange={(event) => { turn(purpose, event.currentTarget.checked); }}
        />
      ))}
      <div className="grid grid-cols-2 gap-2" aria-busy={outcome === 'saving'}>
        <Button onClick={() => { void choose(choicesOf(() => false)); }}>{t('consent.refuseAll')}</Button>
        <Button onClick={() => { void choose(choicesOf(() => true)); }}>{t('consent.acceptAll')}</Button>
      </div>
      <GpcQuestion isAsked={doubtful !== null} onKeepOff={() => { setDoubtful(null); }} onAgree={() => { if (doubtful) void choose(doubtful, { despiteGpc: true }); }} />
      <div aria-live="polite" className="min-h-6">
        {outcome === 'saved' ? <Alert tone="good">{t('consent.saved')}</Alert> : null}
        {outcome === 'failed' || outcome === 'outdated' ? <Alert tone="bad">{t(`consent.${outcome}`)}</Alert> : null}
        {outcome === null && !hasChosen ? <p className="text-sm text-ink-soft">{t('consent.notChosen')}</p> : null}
      </div>
    </div>
  );
}
