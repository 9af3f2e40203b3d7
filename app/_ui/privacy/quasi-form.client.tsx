'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { OwnPrivacy } from '@/lib/datasets/schema';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Checkbox, Field, SelectInput, TextInput } from '../field';
import { ScriptForm } from '../script-form.client';

type Props = { readonly report: OwnPrivacy['report']; readonly columns: readonly string[]; readonly action: Action<unknown> };

/** Which columns somebody else may know of a person. What was proposed goes only with a reason. */
export function QuasiForm({ report, columns, action }: Props) {
  const t = useTranslations('privacy.quasi');
  const router = useRouter();
  const id = useId();
  const [quasi, setQuasi] = useState<readonly string[]>(report.quasi);
  const [sensitive, setSensitive] = useState(report.sensitive ?? '');
  const [isAboutPeople, setIsAboutPeople] = useState(report.isAboutPeople);
  const [reason, setReason] = useState('');
  const { run, isBusy, fault } = useAction(action);
  const needsReason = report.proposedQuasi.some((name) => !quasi.includes(name)) || (report.isAboutPeople && !isAboutPeople);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (await run({ revisionId: report.revisionId, quasi, sensitive: sensitive === '' ? null : sensitive, isAboutPeople, reason })) router.refresh();
  }

  return (
    <details className="group">
      <summary className="inline-flex min-h-8 items-center text-sm font-medium text-accent hover:underline">{t('open')}</summary>
      <ScriptForm onSubmit={(event) => { void onSubmit(event); }} className="mt-4 space-y-4">
        <Checkbox id={`${id}-people`} label={t('people')} hint={t('peopleHint')} checked={isAboutPeople} onChange={(event) => { setIsAboutPeople(event.target.checked); }} />
        <fieldset>
          <legend className="text-sm font-medium">{t('columns')}</legend>
          <div className="mt-2 grid max-h-64 gap-2 overflow-y-auto rounded-card border border-line p-3 sm:grid-cols-2 lg:grid-cols-3">
            {columns.map((name, index) => (
              <Checkbox key={name} id={`${id}-${index}`} label={<span className="font-mono text-xs break-all">{name}</span>} checked={quasi.includes(name)} onChange={(event) => { setQuasi(event.target.checked ? [...quasi, name] : quasi.filter((other) => other !== name)); if (event.target.checked && sensitive === name) setSensitive(''); }} />
            ))}
          </div>
        </fieldset>
        <Field id={`${id}-sensitive`} label={t('sensitive')} hint={t('sensitiveHint')} className="max-w-sm">
          {(control) => <SelectInput {...control} value={sensitive} onChange={(event) => { setSensitive(event.target.value); }}><option value="">{t('none')}</option>{columns.filter((name) => !quasi.includes(name)).map((name) => <option key={name} value={name}>{name}</option>)}</SelectInput>}
        </Field>
        {needsReason ? (
          <Field id={`${id}-reason`} label={t('reason')} hint={t('reasonHint')} isRequired className="max-w-prose">
            {(control) => <TextInput {...control} value={reason} minLength={10} maxLength={500} onChange={(event) => { setReason(event.target.value); }} />}
          </Field>
        ) : null}
        <ActionFaultAlert fault={fault} />
        <Button type="submit" isBusy={isBusy} disabled={needsReason && reason.trim().length < 10}>{t('measure')}</Button>
      </ScriptForm>
    </details>
  );
}
