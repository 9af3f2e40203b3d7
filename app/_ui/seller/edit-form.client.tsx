'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { editListingInput, listingTextFields, type EditedListing, type ListingTextField } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '../alert';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { ScriptForm } from '../script-form.client';
import { SourceFields, WordFields, type TextValues } from './details-fields.client';

type Props = {
  readonly locale: Locale;
  readonly listingId: string;
  readonly initial: TextValues;
  /** Of the text the form began with. */
  readonly initialSha256: string;
  readonly isPublished: boolean;
  readonly action: Action<EditedListing>;
};

/** Sends all of the text, and which one it was written over: what another window changed meanwhile is not undone. */
export function EditForm({ locale, listingId, initial, initialSha256, isPublished, action }: Props) {
  const [t, details] = [useTranslations('seller.edit'), useTranslations('seller.details')];
  const router = useRouter();
  const { isBusy, fault, run } = useAction(action);
  const [wrong, setWrong] = useState<readonly ListingTextField[]>([]);
  const [seenSha256, setSeenSha256] = useState(initialSha256);
  const [saved, setSaved] = useState<EditedListing | null>(null);
  const errorOf = (name: ListingTextField) => (wrong.includes(name) ? details(`wrong.${name}`) : undefined);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setSaved(null);
    const form = new FormData(event.currentTarget);
    const parsed = editListingInput.safeParse({ listingId, seenSha256, ...Object.fromEntries(listingTextFields.map((name) => [name, form.get(name)])) });
    const names = parsed.success ? [] : listingTextFields.filter((name) => parsed.error.issues.some((issue) => issue.path[0] === name));
    setWrong(names);
    if (!parsed.success) {
      document.getElementById(names[0] ?? '')?.focus();
      return;
    }
    void run(parsed.data).then((answer) => {
      if (!answer) return;
      setSeenSha256(answer.value.textSha256);
      setSaved(answer.value);
      router.refresh();
    });
  }

  return (
    <ScriptForm onSubmit={onSubmit} className="max-w-2xl space-y-6" noValidate>
      <WordFields initial={initial} errorOf={errorOf} />
      <SourceFields initial={initial} errorOf={errorOf} />
      <ActionFaultAlert fault={fault} />
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy}>{t('submit')}</Button>
      {saved === null ? null : (
        <Alert tone="good" isLive>
          {saved.changed.length === 0 ? t('same') : isPublished ? <>{t('saved')} <Link href={`/${locale}/datasets/${saved.slug}`} className="text-accent underline">{t('seePublic')}</Link></> : t('savedWithdrawn')}
        </Alert>
      )}
    </ScriptForm>
  );
}
