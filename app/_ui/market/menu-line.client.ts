'use client';

import { useTranslations } from 'use-intl';
import type { BuyerClass, LineOffer, MenuView } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { formatMoney, formatPercent } from '../format';

export type MenuLine = LineOffer & { readonly offer?: { readonly offerId: string; readonly buyerClass: BuyerClass; readonly reason: string; readonly endsAt: string } };

/** What a line of the menu is called and what it costs, in words. */
export function useMenuWords(menu: MenuView, locale: Locale) {
  const t = useTranslations('menu');
  const money = (amountMinor: number) => formatMoney(amountMinor, menu.currency, locale);
  const planOf = (line: MenuLine) => menu.plans.find((plan) => plan.id === line.id);

  function nameOf(line: MenuLine): string {
    if (line.offer) return t('offerOf', { class: t(`class.${line.offer.buyerClass}`) });
    const share = (planOf(line)?.share ?? 10_000) / 10_000;
    const part = { what: share === 1 ? t('part.all') : t('part.some', { percent: formatPercent(share, locale) }) };
    switch (line.kind) {
      case 'ONE_OFF': return share === 1 ? t('part.whole') : t('part.share', { share });
      case 'FREE': return t('part.free', { share });
      case 'USAGE': return t('part.use');
      case 'ON_REQUEST': return t('part.ask');
      case 'SUBSCRIPTION': return line.term === 'YEAR' ? t('part.year', part) : t('part.month', part);
    }
  }

  function priceOf(line: MenuLine): string {
    if (line.kind === 'ON_REQUEST') return t('onRequest');
    if (line.priceMinor === 0) return t('free');
    if (line.term === null) return money(line.priceMinor);
    return line.term === 'MONTH' ? t('perMonth', { price: money(line.priceMinor) }) : t('perYear', { price: money(line.priceMinor) });
  }

  function noteOf(line: MenuLine): string {
    if (line.isHeld) return t('held');
    if (line.kind === 'ON_REQUEST') return '';
    const plan = planOf(line);
    if (plan?.kind === 'USAGE') return t('perThousand', { price: money(plan.priceMinor), free: plan.freeRows ?? 0, cap: money(plan.capMinor ?? 0) });
    const paidMinor = line.listMinor - line.priceMinor;
    return paidMinor > 0 ? t('difference', { list: money(line.listMinor), paid: money(paidMinor) }) : t('rows', { count: line.rows });
  }

  return { nameOf, priceOf, noteOf, money };
}
