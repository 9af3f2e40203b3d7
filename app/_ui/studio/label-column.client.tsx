'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Alert } from '../alert';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { useFollow } from '../console/use-follow.client';
import { Field, SelectInput } from '../field';
import { ScriptForm } from '../script-form.client';

type Props = { readonly revisionId: string; readonly columns: readonly string[]; readonly named: string | null; readonly save: Action<null> };

/** Names the label column of a dataset, or none. */
export function LabelColumn({ revisionId, columns, named, save }: Props) {
  const t = useTranslations('studio.noise');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(save);
  const [column, setColumn] = useState(named ?? '');
  const [isSaved, setSaved] = useState(false);
  useFollow(named, () => { setColumn(named ?? ''); });
  return (
    <ScriptForm className="space-y-3" onSubmit={(event) => { event.preventDefault(); void run({ revisionId, column: column === '' ? null : column }).then((answer) => { if (answer) { setSaved(true); router.refresh(); } }); }}>
      <div className="flex flex-wrap items-end gap-3">
        <Field id="label-column" label={t('column')} className="min-w-48">
          {(wiring) => <SelectInput {...wiring} value={column} onChange={(event) => { setSaved(false); setColumn(event.target.value); }}><option value="">{t('noneNamed')}</option>{columns.map((name) => <option key={name} value={name}>{name}</option>)}</SelectInput>}
        </Field>
        <Button type="submit" isBusy={isBusy} disabled={column === (named ?? '')}>{t('save')}</Button>
      </div>
      {isSaved && column !== '' ? <Alert tone="good" isLive>{t('saved')}</Alert> : null}
      <ActionFaultAlert fault={fault} />
    </ScriptForm>
  );
}
