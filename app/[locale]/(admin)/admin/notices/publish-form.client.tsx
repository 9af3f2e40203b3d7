'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Checkbox } from '@/app/_ui/choice';

type PublishFormProps = { readonly version: number; readonly sha256: { readonly en: string; readonly zh: string }; readonly isReady: boolean; readonly action: Action<{ readonly version: number }> };

/** Publishes what this page shows: the hashes say so. A material version is the safe default, because it asks everybody. */
export function PublishForm({ version, sha256, isReady, action }: PublishFormProps) {
  const t = useTranslations('trust.studio');
  const router = useRouter();
  const [isMaterial, setIsMaterial] = useState(true);
  const [published, setPublished] = useState<number | null>(null);
  const { run, isBusy, fault } = useAction(action);

  async function publish() {
    const done = await run({ isMaterial, sha256 });
    if (!done) return;
    setPublished(done.value.version);
    router.refresh();
  }

  return (
    <div className="space-y-4">
      <Checkbox id="is-material" label={t('material')} hint={t('materialHint')} checked={isMaterial} onChange={(event) => { setIsMaterial(event.currentTarget.checked); }} />
      <Button variant="primary" isBusy={isBusy} disabled={!isReady} onClick={() => { void publish(); }}>{t('confirm', { version })}</Button>
      <ActionFaultAlert fault={fault} />
      {published === null ? null : <Alert tone="good" isLive>{t('published', { version: published })}</Alert>}
    </div>
  );
}
