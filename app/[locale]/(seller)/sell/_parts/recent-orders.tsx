import type { Page } from '@/lib/identity/schema';
import type { SaleRow } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { formatDate, formatDateTime, formatMoney } from '@/app/_ui/format';
import { RefundDialog } from '@/app/_ui/orders/refund-dialog.client';
import { KeysetPagination } from '@/app/_ui/pagination';
import { refundSaleAction } from '../actions';

type Props = { readonly locale: Locale; readonly page: Page<SaleRow>; readonly isFirst: boolean; readonly currency: string };

export function RecentOrders({ locale, page: { items: orders, nextCursor }, isFirst, currency }: Props) {
  const t = translator(locale, 'seller.orders');
  return (
    <Card as="section" labelledBy="orders">
      <CardHeader id="orders" title={t('title')} lead={t('lead')} />
      {orders.length === 0 ? <p className="text-sm text-ink-faint">{t('empty')}</p> : (
        <ul className="divide-y divide-line text-sm">
          {orders.map((order) => (
            <li key={order.id} className="flex items-start justify-between gap-4 py-2.5">
              <span className="min-w-0">
                <span className="block font-medium">{order.listingTitle}</span>
                <span className="font-mono text-xs text-ink-faint">{order.buyer}</span>
              </span>
              <span className="shrink-0 text-right tabular-nums">{formatMoney(order.priceMinor, currency, locale)}<span className="block text-xs text-ink-faint">{formatDate(order.placedAt, locale)}</span>
                {order.refundableUntil === null ? null : <span className="mt-1 block"><RefundDialog orderId={order.id} dataset={order.listingTitle} amount={formatMoney(order.priceMinor, currency, locale)} until={formatDateTime(order.refundableUntil, locale)} action={refundSaleAction} /></span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <KeysetPagination locale={locale} firstHref={isFirst ? null : `/${locale}/sell#orders`} nextHref={nextCursor === null ? null : `/${locale}/sell?sales=${encodeURIComponent(nextCursor)}#orders`} />
    </Card>
  );
}
