import type { Locale } from '@/lib/shared/locale';
import { formatMoney } from '../format';

type PriceTextProps = { /** 0: free. Null: on request. */ readonly priceMinor: number | null; readonly currency: string; readonly locale: Locale; readonly words: (key: 'free' | 'onRequest') => string };

export function PriceText({ priceMinor, currency, locale, words }: PriceTextProps) {
  if (priceMinor === null) return <span className="text-ink-soft">{words('onRequest')}</span>;
  if (priceMinor === 0) return <span className="text-good">{words('free')}</span>;
  return <span className="tabular-nums">{formatMoney(priceMinor, currency, locale)}</span>;
}
