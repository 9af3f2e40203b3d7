import { scaleLinear } from 'd3-scale';
import type { Locale } from '@/lib/shared/locale';
import type { PriceExplanation, WaterfallBar } from '@/lib/pricing/schema';
import { translator } from '@/app/_i18n/translator';
import { classNames } from '../class-names';
import { formatMoneyInFull, formatMoneyStep } from '../format';
import { barSentence } from './bar-sentence';

type WaterfallProps = { readonly explanation: PriceExplanation; readonly locale: Locale; readonly isShort?: boolean };

type Step = { readonly bar: WaterfallBar; readonly fromMinor: number; readonly toMinor: number };

function stepsOf(bars: readonly WaterfallBar[]): Step[] {
  let reached = 0;
  return bars.map((bar) => {
    const fromMinor = reached;
    reached += bar.amountMinor;
    return { bar, fromMinor, toMinor: reached };
  });
}

/** How the suggestion came about, step by step: a table with a floating bar in each row, adding up to the last. */
export function Waterfall({ explanation, locale, isShort = false }: WaterfallProps) {
  const t = translator(locale, 'common.price');
  const { currency, suggestedMinor } = explanation;
  const steps = stepsOf(explanation.bars).filter((step) => step.bar.amountMinor !== 0 || step.bar.code === 'base');
  const reach = steps.flatMap((step) => [step.fromMinor, step.toMinor]);
  const toX = scaleLinear().domain([Math.min(0, ...reach), Math.max(1, suggestedMinor, ...reach)]).range([0, 100]);
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t('waterfallCaption')}</caption>
      <thead className="sr-only"><tr><th scope="col">{t('step')}</th><th scope="col">{t('amount')}</th></tr></thead>
      <tbody>
        {steps.map(({ bar, fromMinor, toMinor }) => (
          <tr key={bar.code} className="border-b border-line">
            <th scope="row" className="py-2.5 pr-4 text-left align-top font-normal">
              <span className="font-medium">{t(`bar.${bar.code}.name`)}</span>
              {isShort ? null : <span className="mt-0.5 block text-xs leading-relaxed text-ink-faint">{barSentence(bar, currency, locale)}</span>}
              <span className="mt-1.5 block sm:hidden"><FloatingBar from={toX(fromMinor)} to={toX(toMinor)} code={bar.code} /></span>
            </th>
            <td className="w-2/5 py-2.5 align-middle max-sm:hidden"><FloatingBar from={toX(fromMinor)} to={toX(toMinor)} code={bar.code} /></td>
            <td className={classNames('w-24 py-2.5 pl-4 text-right align-middle whitespace-nowrap tabular-nums', bar.code !== 'base' && (bar.amountMinor < 0 ? 'text-bad' : 'text-good'))}>
              {bar.code === 'base' ? formatMoneyInFull(bar.amountMinor, currency, locale) : formatMoneyStep(bar.amountMinor, currency, locale)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="py-3 pr-4 text-left font-semibold">{t('suggestion')}</th>
          <td className="py-3 max-sm:hidden"><FloatingBar from={toX(0)} to={toX(suggestedMinor)} code="base" isTotal /></td>
          <td className="py-3 pl-4 text-right font-semibold whitespace-nowrap tabular-nums">{formatMoneyInFull(suggestedMinor, currency, locale)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function FloatingBar({ from, to, code, isTotal = false }: { readonly from: number; readonly to: number; readonly code: WaterfallBar['code']; readonly isTotal?: boolean }) {
  const tone = isTotal ? 'fill-accent' : code === 'base' ? 'fill-plot-1' : to < from ? 'fill-bad/75' : 'fill-good/75';
  return (
    <svg aria-hidden viewBox="0 0 100 10" preserveAspectRatio="none" className="block h-3.5 w-full">
      <line x1="0" x2="100" y1="9.5" y2="9.5" className="stroke-line" vectorEffect="non-scaling-stroke" />
      <rect x={Math.min(from, to)} y="0" width={Math.max(0.6, Math.abs(to - from))} height="10" className={tone} />
    </svg>
  );
}
