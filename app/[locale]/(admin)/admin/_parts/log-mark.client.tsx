'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { AuditMarkView } from '@/lib/audit/schema';
import type { Locale } from '@/lib/shared/locale';
import { classNames } from '@/app/_ui/class-names';
import { formatTime } from '@/app/_ui/format';

const askMilliseconds = 15_000;

/** The state of the log at the head of every other page of the office: asked anew from page to page, which a layout is not, and every quarter of a minute while it is looked at. */
export function LogMark({ locale, initial }: { readonly locale: Locale; readonly initial: AuditMarkView }) {
  const t = useTranslations('guard.mark');
  const path = usePathname();
  const seen = useRef(path);
  const [mark, setMark] = useState(initial);

  useEffect(() => {
    const leaving = new AbortController();
    const ask = async () => {
      const answer = await fetch('/api/audit/state', { signal: leaving.signal }).catch(() => null);
      // Not signed in any more, or no answer: what was known stands with its time.
      if (answer?.ok === true) setMark((await answer.json()) as AuditMarkView);
    };
    if (seen.current !== path) { seen.current = path; void ask(); }
    const timer = setInterval(() => { if (document.visibilityState === 'visible') void ask(); }, askMilliseconds);
    return () => { leaving.abort(); clearInterval(timer); };
  }, [path]);

  // The page of the log says the same at length.
  if (path === `/${locale}/admin/audit`) return null;
  const { isIntact, isComplete, rowCount, firstBadSeq, at } = mark;
  const Icon = isIntact ? ShieldCheck : ShieldAlert;
  return (
    <p role={isIntact ? 'status' : 'alert'} data-log={isIntact ? 'intact' : 'broken'} className={classNames('mb-6 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border px-3 py-2 text-sm', isIntact ? 'border-line text-ink-soft' : 'border-bad/40 bg-bad-soft font-semibold text-ink')}>
      <Icon aria-hidden className={classNames('size-4 shrink-0', isIntact ? 'text-good' : 'text-bad')} />
      <span>{firstBadSeq === null ? t(isComplete ? 'whole' : 'end', { count: rowCount }) : t('broken', { seq: firstBadSeq })}</span>
      <span className="font-normal text-ink-soft">{t('at', { at: formatTime(at, locale) })}</span>
      <Link href={`/${locale}/admin/audit`} prefetch={false} className="inline-flex min-h-6 items-center text-link">{t('open')}</Link>
    </p>
  );
}
