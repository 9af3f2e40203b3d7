'use client';

import { useRouter } from 'next/navigation';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { listMetrics, modelNames, type ModelName, type RuleView } from '@/lib/monitoring/schema';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Dialog } from '@/app/_ui/dialog.client';
import { Checkbox, Field, SelectInput, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';
import { blankRule, formOf, ruleOf, type RuleForm } from './rule-form';

type RuleDialogProps = { readonly rule: RuleView | null; readonly action: Action<{ ruleId: string }> };

const kinds = ['threshold', 'change', 'absence', 'drift'] as const;
const statistics = ['mean', 'p50', 'p95', 'p99', 'count'] as const;

export function RuleDialog({ rule, action }: RuleDialogProps) {
  const t = useTranslations('monitor.rules');
  const common = useTranslations('common');
  const router = useRouter();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [form, setForm] = useState<RuleForm>(() => (rule ? formOf(rule) : blankRule));
  const { run, isBusy, fault, setFault } = useAction(action);
  const parsed = ruleOf(form);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (parsed !== null && (await run(parsed))) {
      setIsOpen(false);
      router.refresh();
    }
  }

  return (
    <Dialog
      isOpen={isOpen} onOpenChange={(open) => { setFault(null); setForm(rule ? formOf(rule) : blankRule); setIsOpen(open); }} title={t('editTitle')} description={t('editBody')} closeLabel={common('close')}
      trigger={<Button size={rule ? 'sm' : 'md'} variant={rule ? 'secondary' : 'primary'}>{t(rule ? 'edit' : 'add')}</Button>}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button type="submit" form={`${id}-form`} variant="primary" isBusy={isBusy} disabled={parsed === null}>{t('save')}</Button>
        </>
      )}
    >
      <ScriptForm id={`${id}-form`} onSubmit={(event) => { void onSubmit(event); }} className="grid gap-4 sm:grid-cols-2">
        <RuleFields id={id} form={form} isNew={rule === null} onChange={(change) => { setForm({ ...form, ...change }); }} />
        <div className="sm:col-span-2"><ActionFaultAlert fault={fault} /></div>
      </ScriptForm>
    </Dialog>
  );
}

type RuleFieldsProps = { readonly id: string; readonly form: RuleForm; readonly isNew: boolean; readonly onChange: (change: Partial<RuleForm>) => void };

function RuleFields({ id, form, isNew, onChange }: RuleFieldsProps) {
  const t = useTranslations('monitor.rules');
  const monitor = useTranslations('monitor');
  const metrics = listMetrics(form.model).filter(([, scale]) => form.kind !== 'drift' || scale.isDrift);
  const choice = <Name extends keyof RuleForm & string>(name: Name, label: string, options: readonly (readonly [string, string])[], isFixed = false) => (
    <Field id={`${id}-${name}`} label={label}>
      {(control) => <SelectInput {...control} disabled={isFixed} value={String(form[name])} onChange={(event) => { onChange({ [name]: event.target.value }); }}>{options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}</SelectInput>}
    </Field>
  );
  const number = (name: 'value' | 'ratio' | 'minCount' | 'windowMinutes' | 'forMinutes', label: string) => (
    <Field id={`${id}-${name}`} label={label} error={form[name].trim() === '' || !Number.isFinite(Number(form[name].replace(',', '.'))) ? t('number') : undefined}>
      {(control) => <TextInput {...control} inputMode="decimal" value={form[name]} onChange={(event) => { onChange({ [name]: event.target.value }); }} />}
    </Field>
  );
  const isCompared = form.kind === 'threshold' || form.kind === 'change';
  return (
    <>
      {choice('model', t('model'), modelNames.map((name: ModelName) => [name, monitor(`model.${name}`)]), !isNew)}
      {choice('kind', t('kind'), kinds.map((kind) => [kind, t(`kindName.${kind}`)]), !isNew)}
      {choice('metric', t('metric'), metrics.map(([name]) => [name, monitor(`metric.${name}`)]), !isNew)}
      {choice('severity', t('severity'), (['WARNING', 'CRITICAL'] as const).map((severity) => [severity, monitor(`alerts.severityName.${severity}`)]))}
      {isCompared ? choice('statistic', t('statistic'), statistics.map((statistic) => [statistic, t(`statisticName.${statistic}`)])) : null}
      {isCompared ? choice('comparison', t('comparison'), (['above', 'below'] as const).map((comparison) => [comparison, t(form.kind === 'change' ? (comparison === 'above' ? 'rises' : 'falls') : comparison)])) : null}
      {form.kind === 'threshold' ? number('value', t('value')) : null}
      {form.kind === 'change' ? number('ratio', t('ratio')) : null}
      {isCompared ? number('minCount', t('minCount')) : null}
      {number('windowMinutes', t('windowMinutes'))}
      {number('forMinutes', t('forMinutes'))}
      <div className="sm:col-span-2"><Checkbox id={`${id}-enabled`} label={t('isEnabled')} checked={form.isEnabled} onChange={(event) => { onChange({ isEnabled: event.target.checked }); }} /></div>
    </>
  );
}
