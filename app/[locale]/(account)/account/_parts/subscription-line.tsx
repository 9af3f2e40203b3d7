import type { SubscriptionView } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { formatDate, formatMoney } from '@/app/_ui/format';
import { ConfirmAction } from '@/app/_ui/seller/confirm-action.client';
import { cancelSubscriptionAction } from '../actions';

type Props = { readonly locale: Locale; readonly subscription: SubscriptionView; readonly currency: string; readonly isOver: boolean };

/** Until when it is paid, what happens then, and the way out. */
export function SubscriptionLine({ locale, subscription: { id, state, term, priceMinor, paidUntil, endReason }, currency, isOver }: Props) {
  const t = translator(locale, 'menu');
  const date = formatDate(paidUntil, locale);
  if (isOver || state === 'ENDED') return <Alert tone="warn" className="mt-4">{t('owned.ended', { reason: endReason === 'balance-too-low' ? 'balance' : endReason })}</Alert>;
  const money = formatMoney(priceMinor, currency, locale);
  const price = term === 'MONTH' ? t('perMonth', { price: money }) : t('perYear', { price: money });
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3 rounded-lg bg-sunken px-4 py-3 text-sm">
      <p><span className="font-medium">{t('owned.until', { date })}</span> <span className="text-ink-soft">{state === 'CANCELLED' ? t('owned.cancelled') : t('owned.renews', { price })}</span></p>
      {state === 'ACTIVE' ? <ConfirmAction label={t('owned.cancel')} title={t('owned.cancelTitle')} body={t('owned.cancelBody', { date })} input={{ subscriptionId: id }} action={cancelSubscriptionAction} /> : null}
    </div>
  );
}
