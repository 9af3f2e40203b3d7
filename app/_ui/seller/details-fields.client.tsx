'use client';

import { useTranslations } from 'use-intl';
import { categories, type Category, type ListingTextField } from '@/lib/catalog/schema';
import { Field, SelectInput, TextArea, TextInput } from '../field';

export type TextValues = Readonly<Record<Exclude<ListingTextField, 'category'>, string>> & { readonly category: Category };
type Props = { readonly initial: TextValues; readonly errorOf: (name: ListingTextField) => string | undefined };

/** What a dataset is called, what is said about it and where it belongs. */
export function WordFields({ initial, errorOf }: Props) {
  const t = useTranslations('seller.details');
  const common = useTranslations('common');
  return (
    <>
      <Field id="title" label={t('title')} hint={t('titleHint')} error={errorOf('title')} isRequired>{(control) => <TextInput {...control} name="title" defaultValue={initial.title} maxLength={110} />}</Field>
      <Field id="subtitle" label={t('subtitle')} optionalLabel={common('optional')} hint={t('subtitleHint')} error={errorOf('subtitle')}>{(control) => <TextInput {...control} name="subtitle" defaultValue={initial.subtitle} maxLength={160} />}</Field>
      <Field id="description" label={t('description')} optionalLabel={common('optional')} hint={t('descriptionHint')} error={errorOf('description')}>{(control) => <TextArea {...control} name="description" defaultValue={initial.description} maxLength={7500} rows={7} />}</Field>
      <Field id="category" label={t('category')} error={errorOf('category')} isRequired>
        {(control) => (
          <SelectInput {...control} name="category" defaultValue={initial.category}>
            {categories.map((category) => <option key={category} value={category}>{common(`category.${category}`)}</option>)}
          </SelectInput>
        )}
      </Field>
    </>
  );
}

/** Where the data comes from. */
export function SourceFields({ initial, errorOf }: Props) {
  const t = useTranslations('seller.details');
  const common = useTranslations('common');
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Field id="sourceName" label={t('sourceName')} optionalLabel={common('optional')} error={errorOf('sourceName')}>{(control) => <TextInput {...control} name="sourceName" defaultValue={initial.sourceName} maxLength={200} />}</Field>
      <Field id="sourceUrl" label={t('sourceUrl')} optionalLabel={common('optional')} error={errorOf('sourceUrl')}>{(control) => <TextInput {...control} name="sourceUrl" type="url" inputMode="url" defaultValue={initial.sourceUrl} maxLength={500} placeholder="https://" />}</Field>
    </div>
  );
}
