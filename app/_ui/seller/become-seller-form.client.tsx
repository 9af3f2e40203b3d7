'use client';

import type { FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { becomeSellerInput } from '@/lib/identity/schema';
import type { Result } from '@/lib/shared/result';
import { Button } from '../button';
import { Field, TextArea, TextInput } from '../field';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction } from '../console/use-action.client';
import { ScriptForm } from '../script-form.client';

type Props = { readonly action: (input: unknown) => Promise<Result<{ slug: string }>> };

export function BecomeSellerForm({ action }: Props) {
  const t = useTranslations('seller.become');
  const { isBusy, fault, run, setFault } = useAction(action, { staysBusy: true });

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const parsed = becomeSellerInput.safeParse({ name: form.get('name'), about: form.get('about') });
    if (!parsed.success) {
      setFault({ code: 'input-invalid', field: t('name') });
      return;
    }
    // A full load: the account now has a role that the pages before it did not know.
    void run(parsed.data).then((answer) => { if (answer) window.location.reload(); });
  }

  return (
    <ScriptForm onSubmit={onSubmit} className="space-y-5" noValidate>
      <ActionFaultAlert fault={fault} />
      <Field id="name" label={t('name')} hint={t('nameHint')} isRequired>{(control) => <TextInput {...control} name="name" maxLength={60} autoComplete="organization" />}</Field>
      <Field id="about" label={t('about')} hint={t('aboutHint')}>{(control) => <TextArea {...control} name="about" maxLength={500} rows={4} />}</Field>
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy}>{t('submit')}</Button>
    </ScriptForm>
  );
}
