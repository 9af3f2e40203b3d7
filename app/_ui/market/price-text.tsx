import type { Locale } from '@/lib/shared/locale';
import { formatMoney } from '../format';

type PriceTextProps = { readonly priceMinor: number; readonly currency: string; readonly locale: Locale; readonly freeLabel: string };

export function PriceText({ priceMinor, currency, locale, freeLabel }: PriceTextProps) {
  if (priceMinor === 0) return <span className="text-good">{freeLabel}</span>;
  return <span className="tabular-nums">{formatMoney(priceMinor, currency, locale)}</span>;
}
