'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { purposes, type NoticeView } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { Button } from '../button';
import { SwitchInput } from '../choice';
import { formatDate } from '../format';
import { useMe } from '../me.client';
import { GpcQuestion } from './gpc-question.client';
import { choicesOf, fetchNotice, saveChoice, type Choices } from './save-choice.client';

/** Shown until the reader has chosen under the current notice. It covers no more than the foot of the window and traps nobody. */
export function ConsentBanner({ locale }: { readonly locale: Locale }) {
  const { me } = useMe();
  const path = usePathname();
  const [notice, setNotice] = useState<NoticeView | null>(null);
  // A notice is shown to one person: who signs in meanwhile is shown it anew.
  const who = me?.account?.email ?? null;
  const isWanted = me !== null && !me.consent.hasChosen && !/^\/(en|zh)\/privacy$/.test(path);

  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    void fetchNotice(locale).then((answer) => { if (isCurrent && answer.ok) setNotice(answer.value); });
    return () => { isCurrent = false; };
  }, [isWanted, locale, who]);

  if (!isWanted || notice === null || me === null) return null;
  return <Banner key={notice.token} locale={locale} notice={notice} hasGpc={me.consent.isSuppressedByGpc} onOutdated={setNotice} />;
}

type BannerProps = {
  readonly locale: Locale;
  readonly notice: NoticeView;
  readonly hasGpc: boolean;
  readonly onOutdated: (current: NoticeView) => void;
};

function Banner({ locale, notice, hasGpc, onOutdated }: BannerProps) {
  const t = useTranslations('common.consent');
  const { refresh } = useMe();
  const [choices, setChoices] = useState<Choices>(choicesOf(() => false));
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<'failed' | 'outdated' | null>(null);
  /** What she is about to agree to although her browser says no. */
  const [doubtful, setDoubtful] = useState<Choices | null>(null);

  async function choose(chosen: Choices, despiteGpc = false) {
    setDoubtful(null);
    setIsBusy(true);
    setFault(null);
    const answer = await saveChoice({ noticeToken: notice.token, choices: chosen, surface: 'banner', ...(despiteGpc ? { despiteGpc } : {}) });
    if (answer.ok) {
      await refresh();
    } else if (answer.code === 'gpc-conflict') {
      setDoubtful(chosen);
    } else {
      const isOutdated = answer.code === 'notice-outdated';
      setFault(isOutdated ? 'outdated' : 'failed');
      const current = isOutdated ? await fetchNotice(locale) : null;
      if (current?.ok) onOutdated(current.value);
    }
    setIsBusy(false);
  }

  return (
    <section aria-labelledby="consent-title" data-consent-banner className="fixed inset-x-0 bottom-0 z-40 max-h-[70dvh] overflow-y-auto border-t border-line-strong bg-surface shadow-float">
      <div className="page-width grid gap-x-10 gap-y-4 py-4 sm:py-5 lg:grid-cols-[1.2fr_1fr]">
        <div>
          <h2 id="consent-title" className="text-base font-semibold">{t('title')}</h2>
          <p className="mt-1 text-sm text-ink-soft">{t('question')}</p>
          <p className="mt-2 text-xs text-ink-faint">
            {t('about', { title: notice.title, version: notice.version, date: formatDate(notice.publishedAt, locale) })}{' '}
            <Link href={`/${locale}/privacy`} className="text-link inline-flex min-h-6 items-center">{t('readNotice')}</Link>
          </p>
          {hasGpc ? <p className="mt-2 text-xs text-ink-soft">{t('gpc')}</p> : null}
        </div>
        <div>
          <PurposeSwitches choices={choices} isDisabled={isBusy} onChange={setChoices} />
          {fault ? <p role="alert" className="mt-3 text-sm text-bad">{t(fault)}</p> : null}
          <div className="mt-4 grid grid-cols-2 gap-2 sm:grid-cols-3">
            <Button variant="secondary" disabled={isBusy} onClick={() => { void choose(choicesOf(() => false)); }}>{t('refuseAll')}</Button>
            <Button variant="secondary" disabled={isBusy} onClick={() => { void choose(choicesOf(() => true)); }}>{t('acceptAll')}</Button>
            <Button variant="quiet" disabled={isBusy} onClick={() => { void choose(choices); }} className="max-sm:col-span-2">{t('save')}</Button>
          </div>
        </div>
      </div>
      <GpcQuestion isAsked={doubtful !== null} onKeepOff={() => { setDoubtful(null); }} onAgree={() => { if (doubtful) void choose(doubtful, true); }} />
    </section>
  );
}

function PurposeSwitches({ choices, isDisabled, onChange }: { readonly choices: Choices; readonly isDisabled: boolean; readonly onChange: (choices: Choices) => void }) {
  const t = useTranslations('common.purpose');
  return (
    <div className="space-y-2.5">
      {purposes.map((purpose) => (
        <SwitchInput
          key={purpose}
          id={`consent-${purpose}`}
          label={t(`${purpose}.name`)}
          hint={<span className="text-xs">{t(`${purpose}.text`)}</span>}
          checked={choices[purpose]}
          disabled={isDisabled}
          onChange={(event) => { onChange({ ...choices, [purpose]: event.currentTarget.checked }); }}
        />
      ))}
    </div>
  );
}
