'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import type { DownloadGrant } from '@/lib/delivery/schema';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

type Props = { readonly entitlementId: string; readonly revisionId: string; readonly number: number; readonly isPinned: boolean; readonly download: Action<DownloadGrant>; readonly pin: Action<null> };

export function RevisionButtons({ entitlementId, revisionId, number, isPinned, download, pin }: Props) {
  const t = useTranslations('revisions.mine');
  const router = useRouter();
  const downloading = useAction(download);
  const pinning = useAction(pin);
  const fetchIt = () => downloading.run({ entitlementId, revisionId }).then((done) => { if (done) window.location.assign(done.value.path); });
  const choose = () => pinning.run({ entitlementId, revisionId: isPinned ? null : revisionId }).then((done) => { if (done) router.refresh(); });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="sm" isBusy={pinning.isBusy} onClick={() => { void choose(); }}>{isPinned ? t('followAgain') : t('stay')}</Button>
      <Button size="sm" isBusy={downloading.isBusy} aria-label={t('downloadOf', { number })} onClick={() => { void fetchIt(); }}>{t('download')}</Button>
      <ActionFaultAlert fault={downloading.fault ?? pinning.fault} />
    </div>
  );
}
