'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { quoteBundle, saveBundleInput, type Bundleable } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '../alert';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Checkbox, Field, TextInput } from '../field';
import { formatMoney } from '../format';
import { ScriptForm } from '../script-form.client';

type Props = { readonly locale: Locale; readonly onSale: readonly Bundleable[]; readonly currency: string; readonly exponent: number; /** What is a bundle already. */ readonly standing: readonly (readonly string[])[]; readonly save: Action<{ bundleId: string }> };

const [fewest, most] = [2, 12];

/** Chooses datasets and says at once what they cost together; a set that can't be a bundle is greyed out with its reason. */
export function BundleEditor({ locale, onSale, currency, exponent, standing, save }: Props) {
  const t = useTranslations('bundles');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(save);
  const [title, setTitle] = useState('');
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  const [isSaved, setSaved] = useState(false);
  const chosen = onSale.filter((one) => chosenIds.includes(one.listingId));
  const money = (amountMinor: number) => formatMoney(amountMinor, currency, locale);
  const quote = chosen.length >= fewest && chosen.length <= most ? quoteBundle(chosen, onSale, exponent) : null;
  const isTaken = standing.some((ids) => ids.length === chosenIds.length && ids.every((id) => chosenIds.includes(id)));
  const input = { title, listingIds: chosenIds };
  const isReady = quote !== null && !isTaken && saveBundleInput.safeParse(input).success;
  const reason = chosen.length < fewest ? t('more') : isTaken ? t('taken') : null;

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (isReady) void run(input).then((answer) => { if (answer) { setSaved(true); router.refresh(); } });
  }

  return (
    <ScriptForm onSubmit={onSubmit} className="space-y-4" noValidate>
      <Field id="bundle-title" label={t('name')} isRequired>{(wiring) => <TextInput {...wiring} maxLength={110} value={title} onChange={(event) => { setTitle(event.target.value); }} />}</Field>
      <fieldset>
        <legend className="text-sm font-medium">{t('choose')}</legend>
        <p className="mb-2 text-sm text-ink-faint">{t('chooseHint')}</p>
        <div className="grid max-h-96 gap-2 overflow-y-auto sm:grid-cols-2">
          {onSale.map(({ listingId, title: name, priceMinor }) => {
            const isChosen = chosenIds.includes(listingId);
            return <Checkbox key={listingId} id={`part-${listingId}`} label={`${name} · ${money(priceMinor)}`} checked={isChosen} disabled={!isChosen && chosen.length >= most} {...(!isChosen && chosen.length >= most ? { hint: t('tooMany') } : {})} onChange={() => { setSaved(false); setChosenIds(isChosen ? chosenIds.filter((id) => id !== listingId) : [...chosenIds, listingId]); }} />;
          })}
        </div>
      </fieldset>
      <p role="status" className="rounded-lg bg-sunken px-4 py-3 text-sm tabular-nums">
        {reason ?? (quote ? <><strong className="block text-base font-semibold">{quote.priceMinor < quote.sumMinor ? t('price', { price: money(quote.priceMinor), sum: money(quote.sumMinor) }) : t('priceOnly', { price: money(quote.priceMinor) })}</strong>{quote.priceMinor < quote.sumMinor ? t('saving', { share: 1 - quote.priceMinor / quote.sumMinor }) : t('none')}</> : t('tooMany'))}
      </p>
      <ActionFaultAlert fault={fault} />
      {isSaved ? <Alert tone="good" isLive>{t('saved')}</Alert> : null}
      <Button type="submit" variant="primary" isBusy={isBusy} disabled={!isReady}>{t('save')}</Button>
    </ScriptForm>
  );
}
