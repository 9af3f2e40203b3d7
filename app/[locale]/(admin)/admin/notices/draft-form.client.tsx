'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { DraftView } from '@/lib/consent/schema';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, TextArea, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';

export function DraftForm({ draft, action }: { readonly draft: DraftView; readonly action: Action<null> }) {
  const t = useTranslations('trust.studio');
  const router = useRouter();
  const [title, setTitle] = useState(draft.title);
  const [body, setBody] = useState(draft.body);
  const [isSaved, setIsSaved] = useState(false);
  const { run, isBusy, fault } = useAction(action);
  const lang = draft.locale === 'zh' ? 'zh-Hans' : 'en';

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setIsSaved(false);
    if (!(await run({ locale: draft.locale, title, body }))) return;
    setIsSaved(true);
    router.refresh();
  }

  return (
    <ScriptForm onSubmit={(event) => { void onSubmit(event); }} className="space-y-4">
      <Field id={`title-${draft.locale}`} label={t('heading')}>{(control) => <TextInput {...control} lang={lang} maxLength={200} value={title} onChange={(event) => { setTitle(event.target.value); setIsSaved(false); }} />}</Field>
      <Field id={`body-${draft.locale}`} label={t('body')} hint={t('bodyHint')}>{(control) => <TextArea {...control} lang={lang} rows={16} maxLength={40_000} value={body} onChange={(event) => { setBody(event.target.value); setIsSaved(false); }} />}</Field>
      <Button type="submit" variant="primary" isBusy={isBusy} disabled={title === draft.title && body === draft.body}>{t('save')}</Button>
      <ActionFaultAlert fault={fault} />
      {isSaved ? <Alert tone="good" isLive>{t('saved')}</Alert> : null}
    </ScriptForm>
  );
}
