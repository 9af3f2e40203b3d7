'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { refusalCodes } from '@/lib/shared/refusal';
import { choicesOf, saveChoice } from '@/app/_ui/consent/save-choice.client';
import { ConfirmButton } from '@/app/_ui/console/confirm-button.client';

/** Refusing both purposes is what deletes: nothing may be kept that no purpose allows. */
export function ForgetActivity({ noticeToken }: { readonly noticeToken: string }) {
  const t = useTranslations('account.privacy');
  return (
    <ConfirmButton
      label={t('delete')} icon={<Trash2 aria-hidden className="size-4" />} title={t('deleteTitle')} body={<p>{t('deleteBody')}</p>} confirmLabel={t('deleteConfirm')}
      action={refuseAll} input={noticeToken}
      // A full load: the switches above hold a state of their own.
      onDone={() => { window.location.reload(); }}
    />
  );
}

async function refuseAll(noticeToken: unknown): Promise<Result<null>> {
  const answer = await saveChoice({ noticeToken: String(noticeToken), choices: choicesOf(() => false), surface: 'privacy-page' });
  if (answer.ok) return ok(null);
  const code = refusalCodes.find((known) => known === answer.code);
  if (code) return refuse(code);
  throw new Error('The choice could not be saved');
}
