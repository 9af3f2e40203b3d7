'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, SelectInput, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';

/** Two versions and a reason. */
export function StartForm({ versions, action }: { readonly versions: readonly string[]; readonly action: Action<unknown> }) {
  const t = useTranslations('lists.experiments');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(action);
  const [wish, setWish] = useState({ control: versions[0] ?? '', treatment: versions[1] ?? '', reason: '' });

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await run(wish)) router.refresh();
  }

  return (
    <ScriptForm onSubmit={(event) => { void onSubmit(event); }} className="max-w-2xl space-y-4 rounded-card border border-line bg-surface p-5">
      <h2 className="text-base font-semibold">{t('start')}</h2>
      <div className="grid gap-4 sm:grid-cols-2">
        {(['control', 'treatment'] as const).map((arm) => (
          <Field key={arm} id={`experiment-${arm}`} label={t(arm)} isRequired>
            {(control) => <SelectInput {...control} value={wish[arm]} onChange={(event) => { setWish({ ...wish, [arm]: event.target.value }); }}>{versions.map((version) => <option key={version} value={version}>{version}</option>)}</SelectInput>}
          </Field>
        ))}
      </div>
      <Field id="experiment-reason" label={t('reason')} isRequired>
        {(control) => <TextInput {...control} value={wish.reason} minLength={3} maxLength={500} onChange={(event) => { setWish({ ...wish, reason: event.target.value }); }} />}
      </Field>
      <Button type="submit" variant="primary" isBusy={isBusy} disabled={wish.reason.trim().length < 3}>{t('startButton')}</Button>
      <ActionFaultAlert fault={fault} />
    </ScriptForm>
  );
}
