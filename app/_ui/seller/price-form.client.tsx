'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { priceMinorInput } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import type { Result } from '@/lib/shared/result';
import { Alert } from '../alert';
import { Button } from '../button';
import { Checkbox } from '../choice';
import { Field, TextInput } from '../field';
import { formatMoney } from '../format';
import { ActionFaultAlert } from '../console/action-fault.client';
import { publishedHash } from './published-hash';
import { useAction } from '../console/use-action.client';
import { ScriptForm } from '../script-form.client';

type Props = {
  readonly locale: Locale;
  readonly listingId: string;
  /** Null: on request now. */
  readonly initialMinor: number | null;
  readonly currency: string;
  readonly feePercent: number;
  readonly purpose: 'publish' | 'reprice';
  /** Where findings about people are answered. */
  readonly peopleHref?: string;
  readonly action: (input: unknown) => Promise<Result<{ slug: string } | { priceMinor: number | null }>>;
};

/** Two decimals at most; a comma does as well as a point. Null for anything else. */
function parseAmount(text: string): number | null {
  const match = /^\s*(\d{1,9})(?:[.,](\d{1,2}))?\s*$/.exec(text);
  if (!match) return null;
  const minor = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return priceMinorInput.safeParse(minor).success ? minor : null;
}

export function PriceForm({ locale, listingId, initialMinor, currency, feePercent, purpose, peopleHref, action }: Props) {
  const t = useTranslations('seller.price');
  const router = useRouter();
  const { isBusy, fault, run } = useAction(action, { staysBusy: purpose === 'publish' });
  const [changed, setChanged] = useState<{ readonly priceMinor: number | null } | null>(null);
  const [text, setText] = useState(initialMinor === null ? '' : (initialMinor / 100).toFixed(2));
  const [isOnRequest, setIsOnRequest] = useState(initialMinor === null);
  const priceMinor = parseAmount(text);
  const isReady = isOnRequest || priceMinor !== null;
  const feeMinor = priceMinor === null ? 0 : Math.round((priceMinor * feePercent) / 100);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    setChanged(null);
    void run({ listingId, priceMinor: isOnRequest ? null : priceMinor }).then((answer) => {
      if (!answer) return;
      if ('slug' in answer.value) {
        window.location.assign(`/${locale}/datasets/${answer.value.slug}${publishedHash}`);
        return;
      }
      setChanged(answer.value);
      router.refresh();
    });
  }

  return (
    <ScriptForm onSubmit={onSubmit} className="space-y-4" noValidate>
      <ActionFaultAlert fault={fault} {...(peopleHref === undefined ? {} : { peopleHref })} />
      <Field id="price" label={t('yourPrice', { currency })} hint={t('freeHint')} error={isReady ? undefined : t('wrong')} isRequired={!isOnRequest}>
        {(control) => <TextInput {...control} disabled={isOnRequest} name="price" inputMode="decimal" value={text} onChange={(event) => { setText(event.target.value); }} className="text-lg font-semibold tabular-nums" />}
      </Field>
      <Checkbox id="on-request" label={t('onRequest')} checked={isOnRequest} disabled={isBusy} onChange={(event) => { setIsOnRequest(event.currentTarget.checked); }} />
      <p aria-live="polite" className="text-sm text-ink-soft">
        {isOnRequest ? t('onRequestLine') : priceMinor === null ? null : priceMinor === 0 ? t('freeLine') : t('earn', { amount: formatMoney(priceMinor - feeMinor, currency, locale), fee: formatMoney(feeMinor, currency, locale), percent: feePercent })}
      </p>
      <Button type="submit" variant="primary" size="lg" isWide isBusy={isBusy} disabled={!isReady}>{t(purpose)}</Button>
      {changed === null ? null : <Alert tone="good" isLive>{changed.priceMinor === null ? t('changedToRequest') : t('changed', { amount: formatMoney(changed.priceMinor, currency, locale) })}</Alert>}
    </ScriptForm>
  );
}
