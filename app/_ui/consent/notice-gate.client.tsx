'use client';

import Link from 'next/link';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { NoticeView, ShowNoticeInput } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { Button } from '../button';
import { formatDate } from '../format';
import { useMe } from '../me.client';
import { requestJson } from '../request-json.client';
import { fetchNotice } from './save-choice.client';

type GateProps = { readonly locale: Locale; readonly surface: Exclude<ShowNoticeInput['surface'], 'sign-up'>; readonly children: ReactNode };

/** Puts the notice in force before a first purchase or upload; once it was shown there is nothing of it to be seen. The server refuses what comes without it. */
export function NoticeGate({ locale, surface, children }: GateProps) {
  const { me } = useMe();
  return me?.account?.isNoticeShown === false ? <NoticeStep locale={locale} surface={surface} /> : <>{children}</>;
}

function NoticeStep({ locale, surface }: Omit<GateProps, 'children'>) {
  const t = useTranslations('notice.gate');
  const { refresh } = useMe();
  const [notice, setNotice] = useState<NoticeView | null>(null);
  const [fault, setFault] = useState<'failed' | 'outdated' | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const load = useCallback(async () => {
    const answer = await fetchNotice(locale);
    if (answer.ok) setNotice(answer.value);
    return answer.ok;
  }, [locale]);
  useEffect(() => { void load().then((isLoaded) => { if (!isLoaded) setFault('failed'); }); }, [load]);

  async function go(noticeToken: string) {
    setIsBusy(true);
    setFault(null);
    const answer = await requestJson<null>('/api/notices/shown', { method: 'POST', body: { noticeToken, surface } satisfies ShowNoticeInput });
    if (answer.ok) await refresh();
    else setFault(answer.code === 'notice-outdated' && (await load()) ? 'outdated' : 'failed');
    setIsBusy(false);
  }

  return (
    <section aria-labelledby="notice-gate" className="space-y-4">
      <div>
        <h2 id="notice-gate" className="text-base font-semibold">{t('title')}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t(surface)}</p>
      </div>
      {notice === null ? <p role="status" className="text-sm text-ink-faint">{fault === null ? t('wait') : ''}</p> : <NoticeText locale={locale} notice={notice} />}
      {fault ? <p role="alert" className="text-sm text-bad">{t(fault)}</p> : null}
      {notice === null ? <Button onClick={() => { setFault(null); void load().then((isLoaded) => { if (!isLoaded) setFault('failed'); }); }}>{t('retry')}</Button> : <Button variant="primary" isBusy={isBusy} onClick={() => { void go(notice.token); }}>{t('go')}</Button>}
    </section>
  );
}

/** The whole text, in a frame that scrolls, also by keyboard. */
export function NoticeText({ locale, notice }: { readonly locale: Locale; readonly notice: Pick<NoticeView, 'title' | 'body' | 'version' | 'publishedAt'> }) {
  const t = useTranslations('notice');
  return (
    <div>
      <p className="text-xs text-ink-faint">
        {t('version', { version: notice.version, date: formatDate(notice.publishedAt, locale) })} · <Link href={`/${locale}/privacy/${notice.version}`} target="_blank" prefetch={false} className="text-link inline-flex min-h-6 items-center">{t('whole')}</Link>
      </p>
      <div role="region" aria-label={t('heading')} tabIndex={0} className="mt-2 max-h-48 space-y-3 overflow-y-auto rounded-lg border border-line bg-sunken p-4 text-xs text-ink-soft">
        <p className="font-semibold text-ink">{notice.title}</p>
        {notice.body.split(/\n{2,}/).map((paragraph, index) => <p key={index} className="whitespace-pre-line">{paragraph}</p>)}
      </div>
    </div>
  );
}
