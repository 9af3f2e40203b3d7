'use client';

import { useState } from 'react';
import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { eeaCountries, type CountryCode } from '@/lib/shared/countries';
import { Button } from '../button';
import { Field, FieldError, SelectInput } from '../field';
import { TypedInput } from '../typed-before.client';
import type { CountryChoice } from './country-names';

type Props = { readonly countries: readonly CountryChoice[]; readonly value: readonly CountryCode[] | null; /** Null: everywhere. */ readonly onChange: (value: readonly CountryCode[] | null) => void; readonly hasError: boolean };

/** Everywhere, or the countries that are named: each can be taken off again, and the European Economic Area is added in one press. */
export function CountryPicker({ countries, value, onChange, hasError }: Props) {
  const t = useTranslations('terms.seller');
  const [pick, setPick] = useState('');
  const chosen = value ?? [];
  const add = (codes: readonly CountryCode[]) => { onChange([...new Set([...chosen, ...codes])].toSorted()); setPick(''); };
  return (
    <fieldset className="space-y-3">
      <legend className="text-sm font-medium">{t('label')}</legend>
      <p className="text-sm text-ink-faint">{t('hint')}</p>
      <div className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {([['everywhere', null], ['only', chosen]] as const).map(([key, next]) => (
          <label key={key} className="inline-flex min-h-6 items-center gap-2">
            <TypedInput type="radio" name="regions-mode" className="size-4 accent-accent" checked={(value === null) === (next === null)} onChange={() => { onChange(next); }} />
            {t(key)}
          </label>
        ))}
      </div>
      {value === null ? null : (
        <div className="space-y-3 rounded-card border border-line bg-sunken p-4">
          <div className="flex flex-wrap items-end gap-3">
            <Field id="region-add" label={t('add')} className="min-w-48 flex-1">
              {(control) => (
                <SelectInput {...control} value={pick} onChange={(event) => { const found = countries.find((country) => country.code === event.target.value); if (found) add([found.code]); }}>
                  <option value="">{t('choose')}</option>
                  {countries.filter((country) => !chosen.includes(country.code)).map((country) => <option key={country.code} value={country.code}>{country.name}</option>)}
                </SelectInput>
              )}
            </Field>
            <Button onClick={() => { add(eeaCountries); }}>{t('eea')}</Button>
            {chosen.length > 1 ? <Button variant="quiet" onClick={() => { onChange([]); }}>{t('clear')}</Button> : null}
          </div>
          <p role="status" className="text-sm text-ink-soft">{t('chosen', { count: chosen.length })}</p>
          <ul className="flex flex-wrap gap-2">
            {countries.filter(({ code }) => chosen.includes(code)).map(({ code, name }) => (
              <li key={code}>
                <button type="button" aria-label={t('remove', { country: name })} onClick={() => { onChange(chosen.filter((other) => other !== code)); }} className="inline-flex min-h-7 items-center gap-1.5 rounded-full border border-line-strong bg-surface px-3 text-sm hover:border-ink-soft">
                  {name}<X aria-hidden className="size-3.5" />
                </button>
              </li>
            ))}
          </ul>
          {hasError ? <FieldError id="regions-error">{t('none')}</FieldError> : null}
        </div>
      )}
    </fieldset>
  );
}
