import { approachesOf, incomeValue, type ApproachInput, type IncomeFacts, type PriceExplanation } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatMoney, formatNumber, formatPercent } from '../format';

type Props = { readonly locale: Locale; readonly explanation: PriceExplanation; /** What the asset as a whole has brought; without it only the price of one licence is said. */ readonly income?: IncomeFacts };

/** The three approaches of data-asset valuation side by side, the figures each was found from, and a plain reason where one says nothing. */
export function Approaches({ locale, explanation, income }: Props) {
  const t = translator(locale, 'studio.approaches');
  const { currency, demand } = explanation;
  const money = (amountMinor: number | null) => (amountMinor === null ? t('none') : formatMoney(amountMinor, currency, locale));
  const whyOf = { cost: t('cost.why'), market: t('market.why', { count: explanation.comparables.length }), income: demand.reason === 'used' ? t('income.why', { views: demand.views, buys: demand.buys }) : t(`income.${demand.reason}`) };
  const asset = income ? incomeValue(income) : null;
  return (
    <div className="space-y-6">
      <table className="w-full text-sm">
        <caption className="sr-only">{t('title')}</caption>
        <thead><tr className="border-b border-line text-left text-ink-faint"><th scope="col" className="py-2 pr-4 font-medium">{t('approach')}</th><th scope="col" className="py-2 text-right font-medium">{t('says')}</th></tr></thead>
        <tbody>
          {approachesOf(explanation).map(({ code, amountMinor, inputs }) => <Row key={code} name={t(`${code}.name`)} why={whyOf[code]} amount={money(amountMinor)} inputs={inputs} currency={currency} locale={locale} />)}
        </tbody>
        <tfoot><tr><th scope="row" className="py-3 pr-4 text-left font-semibold">{t('together')}</th><td className="py-3 text-right font-semibold whitespace-nowrap tabular-nums">{money(explanation.suggestedMinor)}</td></tr></tfoot>
      </table>
      {asset ? (
        <table className="w-full text-sm">
          <caption className="pb-1 text-left text-sm font-medium">{t('asset.title')}</caption>
          <thead className="sr-only"><tr><th scope="col">{t('approach')}</th><th scope="col">{t('says')}</th></tr></thead>
          <tbody className="border-t border-line">
            <Row name={t('asset.cost')} why={t('asset.costWhy')} amount={t('none')} inputs={[]} currency={currency} locale={locale} />
            <Row name={t('asset.income')} why={asset.amountMinor === null ? t(`asset.${asset.reason}`) : t('asset.incomeWhy')} amount={money(asset.amountMinor)} inputs={asset.amountMinor === null ? [] : asset.inputs} currency={currency} locale={locale} />
            <Row name={t('asset.market')} why={t('asset.marketWhy')} amount={t('none')} inputs={[]} currency={currency} locale={locale} />
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

type RowProps = { readonly name: string; readonly why: string; readonly amount: string; readonly inputs: readonly ApproachInput[]; readonly currency: string; readonly locale: Locale };

function Row({ name, why, amount, inputs, currency, locale }: RowProps) {
  const t = translator(locale, 'studio.approaches.input');
  const write = ({ value, unit }: ApproachInput): string => (unit === 'money' ? formatMoney(value, currency, locale) : unit === 'percent' ? formatPercent(value / 100, locale) : formatNumber(value, locale));
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="py-3 pr-4 text-left font-normal">
        <span className="font-medium">{name}</span><span className="mt-0.5 block text-xs text-ink-faint">{why}</span>
        {inputs.length === 0 ? null : <span className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-soft">{inputs.map((input) => <span key={input.code} className="whitespace-nowrap">{t(input.code)} <span className="font-medium text-ink tabular-nums">{write(input)}</span></span>)}</span>}
      </th>
      <td className="py-3 text-right font-medium whitespace-nowrap tabular-nums">{amount}</td>
    </tr>
  );
}
