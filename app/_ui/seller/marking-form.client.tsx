'use client';

import { useRouter } from 'next/navigation';
import { useState, type SyntheticEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { ScriptForm } from '../script-form.client';

type Props = { readonly listingId: string; readonly markable: readonly string[]; readonly chosen: readonly string[]; readonly action: Action<null> };

/** Which columns of each buyer's copy carry marks; none, unless the seller chooses. */
export function MarkingForm({ listingId, markable, chosen, action }: Props) {
  const t = useTranslations('revisions.marking');
  const router = useRouter();
  const [isSaved, setIsSaved] = useState(false);
  const { run, isBusy, fault } = useAction(action);

  async function save(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsSaved(false);
    const columns = new FormData(event.currentTarget).getAll('columns').filter((name) => typeof name === 'string');
    if (await run({ listingId, columns })) { setIsSaved(true); router.refresh(); }
  }

  if (markable.length === 0 && chosen.length === 0) return <p className="text-sm text-ink-soft">{t('none')}</p>;
  return (
    <ScriptForm className="space-y-4" onSubmit={(event) => { void save(event); }}>
      <p className="text-sm font-medium">{chosen.length === 0 ? t('off') : t('on', { columns: chosen.join(', ') })}</p>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">{t('columns')}</legend>
        <div className="grid max-h-64 gap-x-5 gap-y-1 overflow-y-auto">
          {markable.map((name) => <label key={name} className="inline-flex min-h-8 items-center gap-2 text-sm"><input type="checkbox" name="columns" value={name} defaultChecked={chosen.includes(name)} className="size-4 accent-accent" /><span className="break-all">{name}</span></label>)}
        </div>
        <p className="mt-1.5 text-sm text-ink-faint">{t('columnsHint')}</p>
      </fieldset>
      <Button type="submit" isBusy={isBusy}>{t('save')}</Button>
      <p role="status" className="text-sm text-good">{isSaved ? t('saved') : ''}</p>
      <ActionFaultAlert fault={fault} />
    </ScriptForm>
  );
}
