'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { dataUses, type DataUse } from '@/lib/catalog/schema';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Checkbox, Field, SelectInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';
import type { CountryChoice } from '@/app/_ui/terms/country-names';

type Props = { readonly country: string | null; readonly uses: readonly DataUse[]; readonly countries: readonly CountryChoice[]; readonly action: Action<unknown> };

export function TermsForm({ country, uses, countries, action }: Props) {
  const t = useTranslations('terms.buyer');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(action);
  const [isSaved, setIsSaved] = useState(false);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const code = form.get('country');
    setIsSaved(false);
    void run({ country: code === '' ? null : code, uses: form.getAll('uses') }).then((done) => {
      if (!done) return;
      setIsSaved(true);
      router.refresh();
    });
  }

  return (
    <ScriptForm onSubmit={onSubmit} className="max-w-md space-y-5">
      <Field id="terms-country" label={t('country')}>
        {(control) => (
          <SelectInput {...control} name="country" defaultValue={country ?? ''}>
            <option value="">{t('noCountry')}</option>
            {countries.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
          </SelectInput>
        )}
      </Field>
      <fieldset className="space-y-2">
        <legend className="mb-2 text-sm font-medium">{t('uses')}</legend>
        {dataUses.map((use) => <Checkbox key={use} id={`use-${use}`} name="uses" value={use} defaultChecked={uses.includes(use)} label={t(`use.${use}`)} />)}
      </fieldset>
      <div className="flex items-center gap-3">
        <Button type="submit" isBusy={isBusy}>{t('save')}</Button>
        <p role="status" className="text-sm text-good">{isSaved ? t('saved') : ''}</p>
      </div>
      <ActionFaultAlert fault={fault} />
    </ScriptForm>
  );
}
