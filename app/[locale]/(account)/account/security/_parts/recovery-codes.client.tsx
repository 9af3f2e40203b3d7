'use client';

import { useTranslations } from 'use-intl';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { CopyButton } from '@/app/_ui/console/copy-button.client';

/** Shown this once: only digests of them are kept. */
export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const t = useTranslations('identity.security');
  return (
    <div className="space-y-4">
      <Alert tone="warn" isLive title={t('recovery')}>{t('recoveryLead')}</Alert>
      <ul aria-label={t('recovery')} className="grid max-w-md grid-cols-1 gap-x-6 gap-y-1 font-mono text-sm min-[420px]:grid-cols-2">{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={codes.join('\n')} label={t('recoveryCopy')} isLabelShown />
        <Button variant="primary" onClick={onKept}>{t('recoveryKept')}</Button>
      </div>
    </div>
  );
}
