'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { draftListingInput, type LicenceCode } from '@/lib/catalog/schema';
import type { CountryCode } from '@/lib/shared/countries';
import type { Locale } from '@/lib/shared/locale';
import type { Result } from '@/lib/shared/result';
import { Button } from '../button';
import { Field, SelectInput } from '../field';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction } from '../console/use-action.client';
import { ScriptForm } from '../script-form.client';
import type { CountryChoice } from '../terms/country-names';
import { CountryPicker } from '../terms/country-picker.client';
import { SourceFields, WordFields, type TextValues } from './details-fields.client';

export type LicenceChoice = { readonly code: LicenceCode; readonly name: string; readonly text: string };
export type DetailsValues = TextValues & { readonly licenceCode: LicenceCode };

type Props = {
  readonly locale: Locale;
  readonly revisionId: string;
  readonly initial: DetailsValues;
  /** Null: everywhere. */
  readonly initialRegions: readonly CountryCode[] | null;
  readonly licences: readonly LicenceChoice[];
  readonly countries: readonly CountryChoice[];
  readonly action: (input: unknown) => Promise<Result<{ listingId: string; slug: string }>>;
};

const fields = ['title', 'subtitle', 'description', 'category', 'licenceCode', 'sourceName', 'sourceUrl'] as const;
type FieldName = (typeof fields)[number];

export function DetailsForm({ locale, revisionId, initial, initialRegions, licences, countries, action }: Props) {
  const t = useTranslations('seller.details');
  const router = useRouter();
  const { isBusy, fault, run } = useAction(action, { staysBusy: true });
  const [wrong, setWrong] = useState<readonly FieldName[]>([]);
  const [licenceCode, setLicenceCode] = useState(initial.licenceCode);
  const [regions, setRegions] = useState<readonly CountryCode[] | null>(initialRegions);
  const [hasNoRegion, setHasNoRegion] = useState(false);
  const licence = licences.find((entry) => entry.code === licenceCode);
  const errorOf = (name: FieldName) => (wrong.includes(name) ? t(`wrong.${name}`) : undefined);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (regions?.length === 0) {
      setHasNoRegion(true);
      document.getElementById('region-add')?.focus();
      return;
    }
    const parsed = draftListingInput.safeParse({ revisionId, regions: [...(regions ?? [])], ...Object.fromEntries(fields.map((name) => [name, form.get(name)])) });
    if (!parsed.success) {
      const names = fields.filter((name) => parsed.error.issues.some((issue) => issue.path[0] === name));
      setWrong(names);
      document.getElementById(names[0] ?? '')?.focus();
      return;
    }
    setWrong([]);
    void run(parsed.data).then((answer) => { if (answer) router.push(`/${locale}/sell/new?listing=${answer.value.listingId}`); });
  }

  return (
    <ScriptForm onSubmit={onSubmit} className="max-w-2xl space-y-6" noValidate>
      <ActionFaultAlert fault={fault} />
      <WordFields initial={initial} errorOf={errorOf} />
      <Field id="licenceCode" label={t('licence')} hint={licence?.text.split('\n')[0]} error={errorOf('licenceCode')} isRequired>
        {(control) => (
          <SelectInput {...control} name="licenceCode" value={licenceCode} onChange={(event) => { setLicenceCode(licences.find((entry) => entry.code === event.target.value)?.code ?? licenceCode); }}>
            {licences.map((entry) => <option key={entry.code} value={entry.code}>{entry.name}</option>)}
          </SelectInput>
        )}
      </Field>
      <CountryPicker countries={countries} value={regions} onChange={(next) => { setRegions(next); setHasNoRegion(false); }} hasError={hasNoRegion} />
      <SourceFields initial={initial} errorOf={errorOf} />
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy}>{t('submit')}</Button>
    </ScriptForm>
  );
}
