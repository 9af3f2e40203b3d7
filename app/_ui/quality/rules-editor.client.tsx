'use client';

import { useRouter } from 'next/navigation';
import { useState, type SyntheticEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { QualityRule, RuleResult, UpdateFrequency } from '@/lib/datasets/schema';
import { updateFrequencies } from '@/lib/datasets/schema';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Field, SelectInput, TextInput } from '../field';
import { ScriptForm } from '../script-form.client';
import { ruleSentence } from './rule-sentence';

type Props = {
  readonly revisionId: string;
  readonly columns: readonly string[];
  readonly rules: readonly RuleResult[];
  readonly targets: readonly { readonly id: string; readonly name: string }[];
  readonly frequency: UpdateFrequency | null;
  readonly declareRule: Action<{ ruleId: string }>;
  readonly removeRule: Action<null>;
  readonly declareFrequency: Action<null>;
};

const kinds = ['not-null', 'range', 'regex', 'unique', 'foreign-key'] as const;

/** Declares what holds in every revision, and how often new data comes. */
export function RulesEditor({ revisionId, columns, rules, targets, frequency, declareRule, removeRule, declareFrequency }: Props) {
  const t = useTranslations('quality');
  const router = useRouter();
  const [kind, setKind] = useState<QualityRule['kind']>('not-null');
  const adding = useAction(declareRule);
  const removing = useAction(removeRule);
  const saying = useAction(declareFrequency);

  async function add(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (await adding.run({ revisionId, rule: ruleOf(kind, new FormData(form)) })) { form.reset(); setKind('not-null'); router.refresh(); }
  }

  return (
    <div className="space-y-6">
      {rules.length === 0 ? <p className="text-sm text-ink-soft">{t('rules.empty')}</p> : (
        <ul className="space-y-2">
          {rules.map((result) => (
            <li key={result.id} className="flex flex-wrap items-center justify-between gap-3 text-sm">
              <span className="min-w-0 break-words">{ruleSentence(result.rule, t)} <span className={result.failing === 0 ? 'text-good' : 'text-bad'}>– {result.fault !== null ? t(`rules.fault.${result.fault}`) : t('rules.checked', { failing: result.failing ?? 0 })}</span></span>
              <Button size="sm" isBusy={removing.isBusy} aria-label={`${t('rules.remove')}: ${ruleSentence(result.rule, t)}`} onClick={() => { void removing.run({ revisionId, ruleId: result.id }).then((done) => { if (done) router.refresh(); }); }}>{t('rules.remove')}</Button>
            </li>
          ))}
        </ul>
      )}
      <ScriptForm className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4" onSubmit={(event) => { void add(event); }}>
        <Field id="rule-kind" label={t('rules.kind')}>{(control) => <SelectInput {...control} name="kind" value={kind} onChange={(event) => { setKind(kinds.find((one) => one === event.target.value) ?? 'not-null'); }}>{kinds.filter((one) => one !== 'foreign-key' || targets.length > 0).map((one) => <option key={one} value={one}>{t(`rules.name.${one}`)}</option>)}</SelectInput>}</Field>
        {kind === 'unique' ? (
          <fieldset className="col-span-full min-w-0">
            <legend className="mb-1.5 text-sm font-medium">{t('rules.columns')}</legend>
            <div className="flex max-h-48 flex-wrap gap-x-5 gap-y-1 overflow-y-auto rounded-lg border border-line-strong bg-surface p-3">
              {columns.map((name) => <label key={name} className="inline-flex min-h-8 items-center gap-2 text-sm"><input type="checkbox" name="columns" value={name} className="size-4 accent-accent" /><span className="break-all">{name}</span></label>)}
            </div>
            <p className="mt-1.5 text-sm text-ink-faint">{t('rules.columnsHint')}</p>
          </fieldset>
        ) : <Field id="rule-column" label={t('rules.column')}>{(control) => <SelectInput {...control} name="column">{columns.map((name) => <option key={name}>{name}</option>)}</SelectInput>}</Field>}
        {kind === 'range' ? (
          <>
            <Field id="rule-min" label={t('rules.min')}>{(control) => <TextInput {...control} name="min" maxLength={40} />}</Field>
            <Field id="rule-max" label={t('rules.max')}>{(control) => <TextInput {...control} name="max" maxLength={40} />}</Field>
          </>
        ) : null}
        {kind === 'regex' ? <Field id="rule-pattern" label={t('rules.pattern')} isRequired>{(control) => <TextInput {...control} name="pattern" maxLength={500} className="font-mono" />}</Field> : null}
        {kind === 'foreign-key' ? (
          <>
            <Field id="rule-target" label={t('rules.target')}>{(control) => <SelectInput {...control} name="target">{targets.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</SelectInput>}</Field>
            <Field id="rule-target-column" label={t('rules.targetColumn')} isRequired>{(control) => <TextInput {...control} name="targetColumn" maxLength={500} />}</Field>
          </>
        ) : null}
        <Button type="submit" isBusy={adding.isBusy}>{t('rules.add')}</Button>
      </ScriptForm>
      <ActionFaultAlert fault={adding.fault ?? removing.fault ?? saying.fault} />
      <Field id="frequency" label={t('rules.frequency')} className="max-w-xs">
        {(control) => (
          <SelectInput {...control} value={frequency ?? ''} disabled={saying.isBusy} onChange={(event) => { void saying.run({ revisionId, frequency: event.target.value === '' ? null : event.target.value }).then((done) => { if (done) router.refresh(); }); }}>
            <option value="">{t('rules.frequencyNone')}</option>
            {updateFrequencies.map((one) => <option key={one} value={one}>{t(`frequency.${one}`)}</option>)}
          </SelectInput>
        )}
      </Field>
    </div>
  );
}

function ruleOf(kind: QualityRule['kind'], data: FormData): unknown {
  const text = (name: string): string => { const value = data.get(name); return typeof value === 'string' ? value : ''; };
  const column = text('column');
  const bound = (name: string) => (text(name).trim() === '' ? null : text(name).trim());
  switch (kind) {
    case 'not-null': return { kind, column };
    case 'range': return { kind, column, min: bound('min'), max: bound('max') };
    case 'regex': return { kind, column, pattern: text('pattern') };
    case 'unique': return { kind, columns: data.getAll('columns').filter((name) => typeof name === 'string') };
    case 'foreign-key': return { kind, column, datasetId: text('target'), targetColumn: text('targetColumn') };
  }
}
