import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Button } from '../button';
import { Field, SelectInput } from '../field';

type Props = { readonly locale: Locale; readonly action: string; readonly numbers: readonly number[]; readonly from: number; readonly to: number };

/** Which two revisions to compare; part of the address, so it works without scripts and can be shared. */
export function ChooseRevisions({ locale, action, numbers, from, to }: Props) {
  const t = translator(locale, 'revisions.compare');
  const options = numbers.map((number) => <option key={number} value={number}>{t('number', { number })}</option>);
  return (
    <form method="get" action={action} className="flex flex-wrap items-end gap-4">
      <Field id="from" label={t('from')} className="w-40">{(control) => <SelectInput {...control} name="from" defaultValue={from}>{options}</SelectInput>}</Field>
      <Field id="to" label={t('to')} className="w-40">{(control) => <SelectInput {...control} name="to" defaultValue={to}>{options}</SelectInput>}</Field>
      <Button type="submit">{t('show')}</Button>
    </form>
  );
}
