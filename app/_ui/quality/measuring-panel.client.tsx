'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { MeasurementView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '../alert';
import { formatPercent } from '../format';
import { ProgressBar } from '../progress-bar';
import { RefusalText } from '../refusal-text.client';
import { requestJson } from '../request-json.client';
import { UploadPanel } from '../seller/upload-panel.client';

const everyMilliseconds = 700;
type Props = { readonly locale: Locale; readonly maxBytes: number; readonly revisionId: string; readonly initial: Exclude<MeasurementView, { state: 'ready' }> };

/** What is being measured, live, until it is; then the page shows what was found. */
export function MeasuringPanel({ locale, maxBytes, revisionId, initial }: Props) {
  const t = useTranslations('quality.measuring');
  const common = useTranslations('common');
  const router = useRouter();
  const [view, setView] = useState<MeasurementView>(initial);
  const [isOffline, setIsOffline] = useState(false);
  const isGoingOn = view.state === 'measuring';

  useEffect(() => {
    if (!isGoingOn) return undefined;
    let isStopped = false;
    const timer = setInterval(() => {
      void requestJson<MeasurementView>(`/api/uploads/${revisionId}/progress?locale=${locale}`).then((answer) => {
        if (isStopped) return;
        setIsOffline(!answer.ok && answer.isOffline);
        if (!answer.ok) return;
        setView(answer.value);
        if (answer.value.state === 'ready') router.refresh();
      });
    }, everyMilliseconds);
    return () => { isStopped = true; clearInterval(timer); };
  }, [isGoingOn, locale, revisionId, router]);

  if (view.state === 'refused' || view.state === 'stopped') {
    return (
      <div className="space-y-5">
        <p className="font-semibold break-all">{view.fileName}</p>
        <Alert tone="bad" isLive title={t('refused')}>{view.state === 'refused' ? <RefusalText refusal={view.refusal} /> : t('stopped')}</Alert>
        <h2 className="text-lg font-semibold">{t('again')}</h2>
        <UploadPanel locale={locale} maxBytes={maxBytes} />
      </div>
    );
  }
  const share = view.state === 'ready' ? 1 : view.share;
  const stage = view.state === 'ready' ? 'rules' : view.stage;
  return (
    <div role="status" className="space-y-5 rounded-card border border-line bg-surface p-6">
      <h2 className="font-semibold break-all">{t('title', { name: initial.fileName })}</h2>
      <ProgressBar label={t(`stage.${stage}`)} share={share} valueText={formatPercent(share, locale)} />
      <p className="text-sm text-ink-soft">{isOffline ? common('offline') : t('lead')}</p>
    </div>
  );
}
