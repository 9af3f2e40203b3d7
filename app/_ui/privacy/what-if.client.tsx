'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { GeneralisationStep, OwnPrivacy, RevisionView, WhatIf } from '@/lib/datasets/schema';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Field, SelectInput, TextInput } from '../field';
import { ClassSizesChart } from './class-sizes.client';
import { kindsFor, stepKinds, stepOf, type Draft } from './step-of';

type Props = { readonly revisionId: string; readonly columns: OwnPrivacy['columns']; readonly first: readonly string[]; readonly tryAction: Action<WhatIf>; readonly applyAction: Action<RevisionView> };

const kept: Draft = { kind: 'keep', amount: '' };
const usual: Readonly<Partial<Record<Draft['kind'], string>>> = { bucket: '10', truncate: '3', top: '80' };

/** Make rows more alike and see the new k before anything is changed; applying it makes a new revision. */
export function WhatIfTable({ revisionId, columns, first, tryAction, applyAction }: Props) {
  const t = useTranslations('privacy.whatIf');
  const locale = useLocale();
  const router = useRouter();
  const id = useId();
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const [below, setBelow] = useState('1');
  const [outcome, setOutcome] = useState<{ readonly value: WhatIf; readonly of: string } | null>(null);
  const trying = useAction(tryAction);
  const applying = useAction(applyAction, { staysBusy: true });
  const steps = columns.map((column) => stepOf(column.name, drafts[column.name] ?? kept));
  const suppressBelow = Number(below);
  const isSound = !steps.includes(undefined) && Number.isInteger(suppressBelow) && suppressBelow >= 1 && suppressBelow <= 1_000;
  const input = { revisionId, steps: steps.filter((step): step is GeneralisationStep => Boolean(step)), suppressBelow };
  const isTried = outcome?.of === JSON.stringify(input);
  const ordered = columns.toSorted((a, b) => Number(first.includes(b.name)) - Number(first.includes(a.name)));

  async function onTry() {
    const answer = await trying.run(input);
    if (answer) setOutcome({ value: answer.value, of: JSON.stringify(input) });
  }

  async function onApply() {
    const answer = await applying.run(input);
    if (answer) router.push(`/${locale}/sell/new?revision=${answer.value.id}&step=privacy`);
  }

  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <div className="min-w-0 space-y-4">
        <ul className="max-h-96 divide-y divide-line overflow-y-auto rounded-card border border-line" tabIndex={0} aria-label={t('columns')}>
          {ordered.map((column, index) => {
            const draft = drafts[column.name] ?? kept;
            return (
              <li key={column.name} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
                <label htmlFor={`${id}-${index}`} className="min-w-0 basis-full font-mono text-sm break-all sm:flex-1 sm:basis-0">{column.name}</label>
                <SelectInput id={`${id}-${index}`} className="w-full sm:w-48" value={draft.kind} onChange={(event) => { const kind = stepKinds.find((name) => name === event.target.value) ?? 'keep'; setDrafts({ ...drafts, [column.name]: { kind, amount: usual[kind] ?? '' } }); }}>
                  {kindsFor(column.type).map((kind) => <option key={kind} value={kind}>{t(`step.${kind}`)}</option>)}
                </SelectInput>
                {usual[draft.kind] === undefined ? null : <span className="w-20"><TextInput inputMode="decimal" aria-label={t('amount', { column: column.name })} value={draft.amount} onChange={(event) => { setDrafts({ ...drafts, [column.name]: { ...draft, amount: event.target.value } }); }} /></span>}
              </li>
            );
          })}
        </ul>
        <Field id={`${id}-below`} label={t('below')} hint={t('belowHint')} className="max-w-sm">
          {(control) => <TextInput {...control} inputMode="numeric" value={below} onChange={(event) => { setBelow(event.target.value); }} />}
        </Field>
        <ActionFaultAlert fault={trying.fault ?? applying.fault} />
        <div className="flex flex-wrap gap-3">
          <Button variant={isTried ? 'secondary' : 'primary'} isBusy={trying.isBusy} disabled={!isSound} onClick={() => { void onTry(); }}>{t('try')}</Button>
          {isTried && input.steps.length + suppressBelow > 1 ? <Button variant="primary" isBusy={applying.isBusy} onClick={() => { void onApply(); }}>{t('apply')}</Button> : null}
        </div>
        <p className="text-xs text-ink-faint">{t('applyHint')}</p>
      </div>
      <div aria-live="polite" className="min-w-0">{outcome ? <Outcome outcome={outcome.value} /> : <p className="rounded-card border border-dashed border-line-strong p-6 text-sm text-ink-soft">{t('empty')}</p>}</div>
    </div>
  );
}

function Outcome({ outcome }: { readonly outcome: WhatIf }) {
  const t = useTranslations('privacy.whatIf');
  const locale = useLocale();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const { before, after, rowsBefore, rowsAfter, losses, loss } = outcome;
  return (
    <div className="space-y-5">
      <p className="text-lg font-semibold tabular-nums">{t('k', { before: before.risk?.k ?? rowsBefore, after: after.risk?.k ?? rowsAfter })}</p>
      <p className="text-sm text-ink-soft">{t('summary', { before: percent.format(before.risk?.shareBelowFive ?? 0), after: percent.format(after.risk?.shareBelowFive ?? 0), loss: percent.format(loss), left: rowsBefore - rowsAfter })}</p>
      <ClassSizesChart before={before.sizes} after={after.sizes} rowsBefore={rowsBefore} rowsAfter={rowsAfter} />
      {losses.length > 0 ? (
        <div>
          <p className="text-sm font-medium">{t('losses')}</p>
          <ul className="mt-1 grid gap-x-6 text-sm text-ink-soft sm:grid-cols-2">{losses.map((entry) => <li key={entry.column} className="flex justify-between gap-3"><span className="font-mono text-xs break-all">{entry.column}</span><span className="tabular-nums">{percent.format(entry.loss)}</span></li>)}</ul>
        </div>
      ) : null}
    </div>
  );
}
