'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useId, useState, type ChangeEvent, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { describedColumns, inParts, maxDescriptionLength, maxUnitLength, type OwnDictionaryRow, type ReadEntry } from '@/lib/datasets/schema';
import { Alert } from '../alert';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { useFollow } from '../console/use-follow.client';
import { EmptyState } from '../empty-state';
import { Checkbox, Field, TextInput } from '../field';
import { ProgressBar } from '../progress-bar';
import { ScriptForm } from '../script-form.client';
import { DictionaryFile } from './dictionary-file.client';

type Said = Pick<OwnDictionaryRow, 'description' | 'unit'>;
type Props = { readonly revisionId: string; /** About the whole dataset: what it names is described. */ readonly text: string; readonly rows: readonly OwnDictionaryRow[]; readonly action: Action<null>; readonly backHref: string };

const rowsShown = 30;
const of = (map: ReadonlyMap<string, Said>, name: string): Said => map.get(name) ?? { description: '', unit: '' };
const isSame = (left: Said, right: Said) => left.description === right.description && left.unit === right.unit;
/** What is said now and was not. */
const changedParts = (now: Said, was: Said): Partial<Said> => ({ ...(now.description === was.description ? {} : { description: now.description }), ...(now.unit === was.unit ? {} : { unit: now.unit }) });
const saidIn = (rows: readonly OwnDictionaryRow[]): ReadonlyMap<string, Said> => new Map(rows.map(({ name, description, unit }) => [name, { description, unit }]));

/** What is in each column, by hand or from a file. Only what was changed is sent, some columns at a time; what was sent stays saved whatever comes after it. */
export function DictionaryForm({ revisionId, text, rows, action, backHref }: Props) {
  const t = useTranslations('dictionary');
  const router = useRouter();
  const { run, fault } = useAction(action);
  const [isSaving, setSaving] = useState(false);
  const [kept, setKept] = useState<ReadonlyMap<string, Said>>(() => saidIn(rows));
  const [said, setSaid] = useState<ReadonlyMap<string, Said>>(kept);
  const [wanted, setWanted] = useState('');
  /** Columns that had no description when only those were asked for: one does not vanish while it is written about. */
  const [open, setOpen] = useState<ReadonlySet<string> | null>(null);
  const [shown, setShown] = useState(rowsShown);
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const changes = rows.filter(({ name }) => !isSame(of(kept, name), of(said, name))).map(({ name }) => ({ name, ...changedParts(of(said, name), of(kept, name)) }));
  const count = describedColumns(rows.map(({ name }) => name), { text, entries: rows.map(({ name }) => ({ name, ...of(said, name) })) }).length;
  const fitting = rows.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()) && (open === null || open.has(name)));
  // What another window said comes in, but for what is being written here.
  useFollow(JSON.stringify(rows.map(({ description, unit }) => [description, unit])), () => {
    const fresh = saidIn(rows);
    setSaid(new Map([...fresh].map(([name, part]) => [name, { ...part, ...changedParts(of(said, name), of(kept, name)) }])));
    setKept(fresh);
  });

  function say(entries: readonly ReadEntry[]) {
    if (!isSaving) setProgress(null);
    setSaid((before) => {
      const next = new Map(before);
      for (const { name, ...part } of entries) next.set(name, { ...of(before, name), ...part });
      return next;
    });
  }

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setSaving(true);
    const isDone = await saveAll();
    setSaving(false);
    if (isDone) router.refresh();
  }

  async function saveAll(): Promise<boolean> {
    let done = 0;
    for (const columns of inParts(changes)) {
      setProgress({ done, all: changes.length });
      if ((await run({ revisionId, columns })) === null) return false;
      setKept((before) => new Map([...before, ...columns.map(({ name, description = of(before, name).description, unit = of(before, name).unit }) => [name, { description, unit }] as const)]));
      done += columns.length;
    }
    setProgress({ done: changes.length, all: changes.length });
    return true;
  }

  return (
    <ScriptForm onSubmit={(event) => { void save(event); }} className="space-y-6" noValidate>
      <ProgressBar label={t('described')} share={rows.length === 0 ? 1 : count / rows.length} valueText={t('describedOf', { count, of: rows.length })} />
      <DictionaryFile revisionId={revisionId} names={rows.map(({ name }) => name)} onRead={say} />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <Field id="wanted" label={t('find')} className="min-w-56 max-sm:w-full">{(control) => <TextInput {...control} type="search" value={wanted} onKeyDown={(event) => { if (event.key === 'Enter') event.preventDefault(); }} onChange={(event) => { setWanted(event.target.value); setShown(rowsShown); }} />}</Field>
        <Checkbox id="open-only" className="sm:mb-2" label={t('openOnly')} checked={open !== null} onChange={(event) => { setOpen(event.currentTarget.checked ? new Set(rows.flatMap(({ name }) => (of(said, name).description.trim() === '' ? [name] : []))) : null); setShown(rowsShown); }} />
      </div>
      {fitting.length === 0 ? <EmptyState title={t('nothing')} /> : (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {fitting.slice(0, shown).map((row) => <ColumnRow key={row.name} row={row} said={of(said, row.name)} onSay={(part) => { say([{ name: row.name, ...part }]); }} />)}
        </ul>
      )}
      {fitting.length > shown ? <Button onClick={() => { setShown(shown + rowsShown); }}>{t('more', { count: Math.min(rowsShown, fitting.length - shown), of: fitting.length - shown })}</Button> : null}
      <div className="sticky bottom-0 space-y-3 border-t border-line bg-canvas py-4">
        {isSaving && progress ? <ProgressBar label={t('saving')} share={progress.done / progress.all} valueText={t('savingOf', { done: progress.done, all: progress.all })} /> : null}
        <ActionFaultAlert fault={fault} />
        {!isSaving && fault !== null && progress && progress.done > 0 ? <p className="text-sm text-ink-soft">{t('saved', { count: progress.done })}</p> : null}
        {!isSaving && fault === null && changes.length === 0 && progress ? <Alert tone="good" isLive>{t('saved', { count: progress.all })} <Link href={backHref} className="text-link">{t('back')}</Link></Alert> : null}
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" variant="primary" isBusy={isSaving} disabled={changes.length === 0}>{t('submit')}</Button>
          <p className="text-sm text-ink-soft">{changes.length === 0 ? t('unchanged') : t('changed', { count: changes.length })}</p>
        </div>
      </div>
    </ScriptForm>
  );
}

type RowProps = { readonly row: OwnDictionaryRow; readonly said: Said; readonly onSay: (part: Partial<Said>) => void };

/** A column with what stands in it, beside what is said of it. */
function ColumnRow({ row: { name, type, examples }, said, onSay }: RowProps) {
  const t = useTranslations('dictionary');
  const id = useId();
  const change = (part: keyof Said) => (event: ChangeEvent<HTMLInputElement>) => { onSay({ [part]: event.target.value }); };
  return (
    <li className="grid gap-x-6 gap-y-3 p-4 md:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]">
      <div className="min-w-0">
        <p className="font-mono text-sm font-medium break-all">{name}</p>
        <p className="truncate font-mono text-xs text-ink-faint" title={type}>{type}</p>
        {examples.length > 0 ? <p className="mt-1 line-clamp-2 text-xs break-words text-ink-soft">{t('examples', { values: examples.join(' · ') })}</p> : null}
      </div>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_9rem]">
        <Field id={`${id}-description`} label={<>{t('description')}<span className="sr-only"> {t('ofColumn', { name })}</span></>}>{(control) => <TextInput {...control} value={said.description} maxLength={maxDescriptionLength} onChange={change('description')} />}</Field>
        <Field id={`${id}-unit`} label={<>{t('unit')}<span className="sr-only"> {t('ofColumn', { name })}</span></>}>{(control) => <TextInput {...control} value={said.unit} maxLength={maxUnitLength} onChange={change('unit')} />}</Field>
      </div>
    </li>
  );
}
