'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { OwnPrivacy, VisibilityMode } from '@/lib/datasets/schema';
import { Alert } from '../alert';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Field, SelectInput, TextInput } from '../field';
import { ScriptForm } from '../script-form.client';

const modes = ['SHOW', 'BUCKET', 'HIDE'] as const satisfies readonly VisibilityMode[];
type Props = { readonly revisionId: string; readonly columns: OwnPrivacy['columns']; readonly minTopCount: number; readonly action: Action<null> };

/** What everybody may see of each column before buying. Only what is changed becomes the seller's choice; the rest stays as the findings say. */
export function VisibilityForm({ revisionId, columns, minTopCount, action }: Props) {
  const t = useTranslations('privacy.visibility');
  const router = useRouter();
  const id = useId();
  const [chosen, setChosen] = useState<Readonly<Record<string, VisibilityMode>>>(() => Object.fromEntries(columns.filter((column) => column.isChosen).map((column) => [column.name, column.mode])));
  const [least, setLeast] = useState(String(minTopCount));
  const [isSaved, setIsSaved] = useState(false);
  const { run, isBusy, fault } = useAction(action);
  const count = Number(least);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setIsSaved(false);
    if (await run({ revisionId, columns: chosen, minTopCount: count })) {
      setIsSaved(true);
      router.refresh();
    }
  }

  return (
    <ScriptForm onSubmit={(event) => { void onSubmit(event); }} className="space-y-4">
      <div role="region" aria-label={t('columns')} tabIndex={0} className="max-h-96 overflow-y-auto rounded-card border border-line">
        <ul className="divide-y divide-line">
          {columns.map((column, index) => (
            <li key={column.name} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5">
              <label htmlFor={`${id}-${index}`} className="min-w-0 font-mono text-sm break-all">{column.name}</label>
              <SelectInput id={`${id}-${index}`} className="w-full sm:w-72" value={chosen[column.name] ?? column.mode} onChange={(event) => { setChosen({ ...chosen, [column.name]: modes.find((mode) => mode === event.target.value) ?? 'HIDE' }); }}>
                {modes.map((mode) => <option key={mode} value={mode}>{t(`mode.${mode}`)}</option>)}
              </SelectInput>
            </li>
          ))}
        </ul>
      </div>
      <Field id={`${id}-least`} label={t('least')} hint={t('leastHint')} className="max-w-sm">
        {(control) => <TextInput {...control} inputMode="numeric" value={least} onChange={(event) => { setLeast(event.target.value); }} />}
      </Field>
      <ActionFaultAlert fault={fault} />
      {isSaved ? <Alert tone="good" isLive>{t('saved')}</Alert> : null}
      <Button type="submit" variant="primary" isBusy={isBusy} disabled={!Number.isInteger(count) || count < 1 || count > 1_000_000}>{t('save')}</Button>
    </ScriptForm>
  );
}
