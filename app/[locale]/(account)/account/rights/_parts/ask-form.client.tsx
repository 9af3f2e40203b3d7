'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { askableKinds } from '@/lib/rights/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, SelectInput, TextArea } from '@/app/_ui/field';
import { formatDate } from '@/app/_ui/format';
import { ScriptForm } from '@/app/_ui/script-form.client';

export function AskForm({ locale, action }: { readonly locale: Locale; readonly action: Action<{ readonly requestId: string; readonly dueAt: string }> }) {
  const t = useTranslations('trust.rights');
  const router = useRouter();
  const [kind, setKind] = useState<(typeof askableKinds)[number]>('RECTIFICATION');
  const [statement, setStatement] = useState('');
  const [dueAt, setDueAt] = useState<string | null>(null);
  const { run, isBusy, fault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const done = await run({ kind, statement });
    if (!done) return;
    setStatement('');
    setDueAt(done.value.dueAt);
    router.refresh();
  }

  return (
    <ScriptForm onSubmit={(event) => { void onSubmit(event); }} className="space-y-4">
      <Field id="right-kind" label={t('kindLabel')} hint={t(`kindText.${kind}`)}>
        {(control) => <SelectInput {...control} value={kind} onChange={(event) => { setKind(askableKinds.find((each) => each === event.target.value) ?? 'RECTIFICATION'); }}>{askableKinds.map((each) => <option key={each} value={each}>{t(`kind.${each}`)}</option>)}</SelectInput>}
      </Field>
      <Field id="right-statement" label={t('statement')} hint={t('statementHint')} isRequired>
        {(control) => <TextArea {...control} rows={4} minLength={10} maxLength={2_000} value={statement} onChange={(event) => { setStatement(event.target.value); }} />}
      </Field>
      <Button type="submit" variant="primary" isBusy={isBusy} disabled={statement.trim().length < 10}>{t('send')}</Button>
      <ActionFaultAlert fault={fault} />
      {dueAt === null ? null : <Alert tone="good" isLive>{t('sent', { date: formatDate(dueAt, locale) })}</Alert>}
    </ScriptForm>
  );
}
