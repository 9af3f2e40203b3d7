'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, TextArea, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';

type Props = {
  readonly revisionId: string; readonly number: number; readonly proposedKey: readonly string[]; readonly isBreaking: boolean; readonly holderCount: number; readonly minNoticeDays: number; readonly maxNoticeDays: number;
  /** Where findings about people are answered. */
  readonly peopleHref: string;
  readonly action: Action<{ readonly slug: string; readonly soldFrom: string }>;
};

export function ReleaseForm({ revisionId, number, proposedKey, isBreaking, holderCount, minNoticeDays, maxNoticeDays, peopleHref, action }: Props) {
  const t = useTranslations('revisions.own');
  const router = useRouter();
  const pathname = usePathname();
  const { run, isBusy, fault } = useAction(action);
  const least = isBreaking && holderCount > 0 ? minNoticeDays : 0;
  const [notes, setNotes] = useState('');
  const [key, setKey] = useState(proposedKey.join(', '));
  const [days, setDays] = useState(String(least));
  const hint = !isBreaking ? t('noticeNone') : holderCount === 0 ? t('noticeBreakingNobody') : t('noticeBreaking', { count: holderCount, min: minNoticeDays });

  async function release() {
    // The proposed key may hold a comma in its name: untouched, it stays the list it was.
    const keyNames = key === proposedKey.join(', ') ? proposedKey : key.split(',').map((name) => name.trim()).filter((name) => name !== '');
    if (!(await run({ revisionId, notes, keyNames, noticeDays: Number(days) }))) return;
    router.push(`${pathname}?released=${number}`);
    // Called off and released again, the address stays what it was.
    router.refresh();
  }

  return (
    <ScriptForm className="space-y-4" onSubmit={(event) => { event.preventDefault(); void release(); }} aria-label={t('releaseTitle', { number })}>
      <Field id={`notes-${number}`} label={t('notes')} hint={t('notesHint')}>{(control) => <TextArea {...control} rows={3} maxLength={2000} value={notes} onChange={(event) => { setNotes(event.target.value); }} />}</Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id={`key-${number}`} label={t('key')} hint={t('keyHint')}>{(control) => <TextInput {...control} value={key} spellCheck={false} onChange={(event) => { setKey(event.target.value); }} />}</Field>
        <Field id={`days-${number}`} label={t('noticeDays')} hint={hint}>{(control) => <TextInput {...control} type="number" min={least} max={maxNoticeDays} value={days} onChange={(event) => { setDays(event.target.value); }} />}</Field>
      </div>
      <ActionFaultAlert fault={fault} peopleHref={peopleHref} />
      <Button type="submit" variant="primary" isBusy={isBusy}>{isBusy ? t('working') : t('submit')}</Button>
    </ScriptForm>
  );
}
