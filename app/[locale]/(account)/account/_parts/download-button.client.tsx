'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Download } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { DownloadGrant } from '@/lib/delivery/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

type DownloadButtonProps = { readonly locale: Locale; readonly title: string; readonly entitlementId: string; readonly action: Action<DownloadGrant> };

/** Each press makes a link of its own and follows it; the answer is an attachment, so the page stays. */
export function DownloadButton({ locale, title, entitlementId, action }: DownloadButtonProps) {
  const t = useTranslations('account.data');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(action);
  const [grant, setGrant] = useState<DownloadGrant | null>(null);

  async function download() {
    setGrant(null);
    const done = await run({ entitlementId });
    if (!done) return;
    setGrant(done.value);
    window.location.assign(done.value.path);
    // The count of downloads moves once the server has begun to send.
    setTimeout(() => { router.refresh(); }, 1_500);
  }

  return (
    <div className="mt-4 space-y-3">
      <Button variant="primary" isBusy={isBusy} icon={<Download aria-hidden className="size-4" />} aria-label={t('downloadOf', { title })} onClick={() => { void download(); }}>{t('download')}</Button>
      <ActionFaultAlert fault={fault} />
      {grant ? (
        <Alert tone="good" isLive>
          {t('started', { time: timeOf(grant.expiresAt, locale) })} <a href={grant.path} download className="text-link inline-flex min-h-6 items-center">{t('again')}</a>
        </Alert>
      ) : null}
    </div>
  );
}

/** On the reader's own clock: shown only after a click, never rendered on the server. */
function timeOf(iso: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { timeStyle: 'short' }).format(new Date(iso));
}
