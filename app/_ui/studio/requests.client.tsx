'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ClassRequests } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '../alert';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { parseAmount } from '../console/parse-amount';
import { useAction, type Action } from '../console/use-action.client';
import { Field, TextArea, TextInput } from '../field';
import { formatDate, formatMoney } from '../format';
import { amountText } from './menu-draft';

type Props = { readonly locale: Locale; readonly listingId: string; readonly currency: string; /** What an offer is thought of beside: the price, or what is suggested where there is none. */ readonly usualMinor: number; readonly requests: readonly ClassRequests[]; readonly answer: Action<{ answeredCount: number }> };

/** What buyers ask for by class, and the one answer to each class. */
export function Requests({ locale, listingId, currency, usualMinor, requests, answer }: Props) {
  const t = useTranslations('menu');
  if (requests.length === 0) return <p className="text-sm text-ink-soft">{t('requests.empty')}</p>;
  return (
    <ul className="space-y-6">
      {requests.map((row) => (
        <li key={row.buyerClass} className="border-t border-line pt-4 first:border-0 first:pt-0">
          <h3 className="font-semibold first-letter:uppercase">{t(`class.${row.buyerClass}`)} <span className="text-sm font-normal text-ink-faint">{row.openCount > 0 ? t('requests.open', { count: row.openCount }) : null}</span></h3>
          {row.offer ? <p className="mt-1 text-sm">{t('requests.offer', { price: formatMoney(row.offer.priceMinor, currency, locale), date: formatDate(row.offer.endsAt, locale) })} <span className="text-ink-soft">{row.offer.reason}</span></p> : null}
          {row.needs.length > 0 ? <ul className="mt-2 list-disc space-y-1 pl-5 text-sm text-ink-soft">{row.needs.map(({ need, at }, index) => <li key={`${at} ${index}`} className="break-words">{need}</li>)}</ul> : null}
          <AnswerForm locale={locale} listingId={listingId} currency={currency} usualMinor={usualMinor} row={row} answer={answer} />
        </li>
      ))}
    </ul>
  );
}

function AnswerForm({ listingId, currency, usualMinor, row, answer }: Omit<Props, 'requests'> & { readonly row: ClassRequests }) {
  const t = useTranslations('menu');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(answer);
  const [price, setPrice] = useState(amountText(row.offer?.priceMinor ?? Math.round(usualMinor / 200) * 100));
  const [days, setDays] = useState('90');
  const [reason, setReason] = useState(row.offer?.reason ?? '');
  const [isDone, setIsDone] = useState(false);
  const { buyerClass } = row;
  const id = `answer-${buyerClass}`;
  const send = (input: unknown) => { void run(input).then((done) => { if (done) { setIsDone(true); router.refresh(); } }); };
  return (
    <div className="mt-3 space-y-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field id={`${id}-price`} label={t('requests.price', { currency })}>{(control) => <TextInput {...control} inputMode="decimal" value={price} onChange={(event) => { setPrice(event.target.value); }} />}</Field>
        <Field id={`${id}-days`} label={t('requests.days')}>{(control) => <TextInput {...control} inputMode="numeric" value={days} onChange={(event) => { setDays(event.target.value); }} />}</Field>
      </div>
      <Field id={`${id}-reason`} label={t('requests.reason')} hint={t('requests.reasonHint')}>{(control) => <TextArea {...control} rows={2} maxLength={500} value={reason} onChange={(event) => { setReason(event.target.value); }} />}</Field>
      <ActionFaultAlert fault={fault} />
      {isDone ? <Alert tone="good" isLive>{t('requests.sent')}</Alert> : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" isBusy={isBusy} disabled={parseAmount(price) === null || !/^\d{1,3}$/.test(days) || reason.trim().length < 10} onClick={() => { send({ answer: 'OFFER', listingId, buyerClass, priceMinor: parseAmount(price), days: Number(days), reason }); }}>{t('requests.send', { class: t(`class.${buyerClass}`) })}</Button>
        {row.openCount > 0 ? <Button isBusy={isBusy} disabled={reason.trim().length < 10} onClick={() => { send({ answer: 'DECLINE', listingId, buyerClass, reason }); }}>{t('requests.decline')}</Button> : null}
      </div>
    </div>
  );
}
