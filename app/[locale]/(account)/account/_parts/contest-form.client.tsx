'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { contestKinds, type ContestKind } from '@/lib/registry/schema';
import type { Locale } from '@/lib/shared/locale';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, SelectInput, TextArea, TextInput } from '@/app/_ui/field';
import { formatDate } from '@/app/_ui/format';
import { ScriptForm } from '@/app/_ui/script-form.client';

type ContestFormProps = { readonly locale: Locale; readonly kind: ContestKind; readonly about: string; readonly action: Action<{ dueAt: string }> };

export function ContestForm({ locale, kind: first, about: firstAbout, action }: ContestFormProps) {
  const t = useTranslations('registry.contests');
  const router = useRouter();
  const id = useId();
  const [kind, setKind] = useState<ContestKind>(first);
  const [about, setAbout] = useState(firstAbout);
  const [statement, setStatement] = useState('');
  const [dueAt, setDueAt] = useState<string | null>(null);
  const { run, isBusy, fault } = useAction(action);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const answer = await run({ kind, objectId: about.trim(), statement });
    if (!answer) return;
    setDueAt(answer.value.dueAt);
    setStatement('');
    router.refresh();
  }

  return (
    <ScriptForm onSubmit={(event) => { void onSubmit(event); }} className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id={`${id}-kind`} label={t('kind')}>
          {(control) => <SelectInput {...control} value={kind} onChange={(event) => { setKind(contestKinds.find((name) => name === event.target.value) ?? kind); }}>{contestKinds.map((name) => <option key={name} value={name}>{t(`kindName.${name}`)}</option>)}</SelectInput>}
        </Field>
        <Field id={`${id}-about`} label={t('about')} hint={t('aboutHint')}>
          {(control) => <TextInput {...control} value={about} maxLength={80} pattern="[A-Za-z0-9_\-]*" onChange={(event) => { setAbout(event.target.value); }} />}
        </Field>
      </div>
      <Field id={`${id}-statement`} label={t('statement')} hint={t('statementHint')} isRequired>
        {(control) => <TextArea {...control} rows={4} value={statement} minLength={10} maxLength={2_000} onChange={(event) => { setStatement(event.target.value); }} />}
      </Field>
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" variant="primary" isBusy={isBusy} disabled={statement.trim().length < 10}>{t('send')}</Button>
        <p role="status" className="text-sm text-good empty:hidden">{dueAt === null ? null : t('sent', { due: formatDate(dueAt, locale) })}</p>
      </div>
      <ActionFaultAlert fault={fault} />
    </ScriptForm>
  );
}
