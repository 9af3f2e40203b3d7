import type { PriceExplanation } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatMoney } from '../format';

/** The three approaches of data-asset valuation side by side, and what each rests on here. */
export function Approaches({ locale, explanation }: { readonly locale: Locale; readonly explanation: PriceExplanation }) {
  const t = translator(locale, 'studio.approaches');
  const { stages, currency, comparables, demand } = explanation;
  const money = (amountMinor: number | null) => (amountMinor === null ? t('none') : formatMoney(amountMinor, currency, locale));
  const rows = [
    { key: 'cost', amount: money(stages.valueMinor), why: t('cost.why') },
    { key: 'market', amount: money(stages.marketMinor), why: t('market.why', { count: comparables.length }) },
    { key: 'income', amount: money(stages.demandMinor), why: demand.reason === 'used' ? t('income.why', { views: demand.views, buys: demand.buys }) : t(`income.${demand.reason}`) },
  ] as const;
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t('title')}</caption>
      <thead><tr className="border-b border-line text-left text-ink-faint"><th scope="col" className="py-2 pr-4 font-medium">{t('approach')}</th><th scope="col" className="py-2 text-right font-medium">{t('says')}</th></tr></thead>
      <tbody>
        {rows.map(({ key, amount, why }) => (
          <tr key={key} className="border-b border-line align-top">
            <th scope="row" className="py-3 pr-4 text-left font-normal"><span className="font-medium">{t(`${key}.name`)}</span><span className="mt-0.5 block text-xs text-ink-faint">{why}</span></th>
            <td className="py-3 text-right font-medium whitespace-nowrap tabular-nums">{amount}</td>
          </tr>
        ))}
      </tbody>
      <tfoot><tr><th scope="row" className="py-3 pr-4 text-left font-semibold">{t('together')}</th><td className="py-3 text-right font-semibold whitespace-nowrap tabular-nums">{money(explanation.suggestedMinor)}</td></tr></tfoot>
    </table>
  );
}
