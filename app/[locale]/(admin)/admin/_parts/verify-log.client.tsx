'use client';

import { useState } from 'react';
import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { VerifyReport } from '@/lib/audit/schema';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';

export function VerifyLog({ action }: { readonly action: Action<VerifyReport> }) {
  const t = useTranslations('admin.audit.verify');
  const { run, isBusy, fault } = useAction(action);
  const [report, setReport] = useState<VerifyReport | null>(null);

  async function verify() {
    setReport(null);
    const done = await run(null);
    if (done) setReport(done.value);
  }

  return (
    <div className="space-y-4">
      <Button icon={<ShieldCheck aria-hidden className="size-4" />} isBusy={isBusy} onClick={() => { void verify(); }}>{isBusy ? t('working') : t('start')}</Button>
      <ActionFaultAlert fault={fault} />
      {report ? <Verdict report={report} /> : null}
    </div>
  );
}

function Verdict({ report }: { readonly report: VerifyReport }) {
  const t = useTranslations('admin.audit.verify');
  if (report.isIntact) {
    return (
      <Alert tone="good" isLive title={t('intact', { count: report.rowCount })}>
        <span className="block">{t('signed', { checkpoints: report.checkpointCount, witnesses: report.witnessCount, size: report.signedSize })}</span>
        <span className="break-all">{t('intactDetail', { seconds: Math.round(report.seconds * 1000) / 1000, hash: report.headHash })}</span>
      </Alert>
    );
  }
  return (
    <Alert tone="bad" isLive title={t('broken', { seq: report.firstBadSeq })}>
      <p>{t(`fault.${report.fault}`)}</p>
      <p className="mt-1">{t('advice', { seq: report.firstBadSeq })}</p>
    </Alert>
  );
}
