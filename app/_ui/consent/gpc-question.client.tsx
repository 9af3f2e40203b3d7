'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { Dialog } from '../dialog.client';

type Props = { readonly isAsked: boolean; readonly onKeepOff: () => void; readonly onAgree: () => void };

/** Agreeing while the browser sends Global Privacy Control: asked once, before anything is stored. */
export function GpcQuestion({ isAsked, onKeepOff, onAgree }: Props) {
  const t = useTranslations('common.consent.conflict');
  return (
    <Dialog
      isOpen={isAsked}
      onOpenChange={(open) => { if (!open) onKeepOff(); }}
      title={t('title')}
      closeLabel={t('keep')}
      footer={<><Button onClick={onKeepOff}>{t('keep')}</Button><Button onClick={onAgree}>{t('agree')}</Button></>}
    >
      <p className="text-sm text-ink-soft">{t('body')}</p>
    </Dialog>
  );
}
