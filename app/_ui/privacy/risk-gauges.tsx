import type { Risk } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatCount, formatPercent } from '../format';

/** Where a figure begins to be worth a thought, and where it is high. El Emam: 0.2 is one in five, 0.05 the share of the policy. */
const limits = { maximum: [0.09, 0.2], average: [0.05, 0.2], below: [0.01, 0.05], unique: [0.001, 0.05] } as const;
type Gauge = { readonly key: keyof typeof limits; readonly share: number };

/** How easily somebody could be found, as four gauges with a sentence each. */
export function RiskGauges({ locale, risk }: { readonly locale: Locale; readonly risk: Risk }) {
  const t = translator(locale, 'privacy.risk');
  const gauges: readonly Gauge[] = [{ key: 'maximum', share: risk.maximumRisk }, { key: 'average', share: risk.averageRisk }, { key: 'below', share: risk.shareBelowFive }, { key: 'unique', share: risk.uniqueShare }];
  return (
    <div className="space-y-5">
      <p className="text-sm">
        <span className="mr-3 inline-block text-4xl font-semibold tracking-tight tabular-nums">k = {formatCount(risk.k, locale)}</span>
        <span className="text-ink-soft">{risk.k === 1 ? t('kOne', { count: risk.uniques }) : t('kMany', { k: formatCount(risk.k, locale) })}</span>
      </p>
      <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {gauges.map(({ key, share }) => <OneGauge key={key} name={t(`${key}.name`)} words={t(`${key}.words`)} share={share} limits={limits[key]} locale={locale} level={t(levelOf(share, limits[key]))} />)}
      </dl>
      {risk.sensitive ? (
        <p className="text-sm text-ink-soft">
          {t('sensitive', { column: risk.sensitive.column, l: risk.sensitive.distinctL, distance: risk.sensitive.t.toFixed(3) })} {risk.sensitive.distinctL === 1 ? t('sensitiveOne') : ''}
        </p>
      ) : null}
    </div>
  );
}

type Level = 'low' | 'middle' | 'high';
function levelOf(share: number, [middle, high]: readonly [number, number]): Level {
  return share > high ? 'high' : share > middle ? 'middle' : 'low';
}

const fills = { low: 'fill-good', middle: 'fill-warn', high: 'fill-bad' } as const;

function OneGauge({ name, words, share, limits: [middle, high], locale, level }: { readonly name: string; readonly words: string; readonly share: number; readonly limits: readonly [number, number]; readonly locale: Locale; readonly level: string }) {
  return (
    <div>
      <dt className="flex items-baseline justify-between gap-3 text-sm"><span className="font-medium">{name}</span><span className="text-xs text-ink-faint">{level}</span></dt>
      <dd className="mt-1">
        <span className="flex items-center gap-3">
          <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2.5 min-w-0 flex-1 rounded-full">
            <rect width="100" height="8" className="fill-sunken" />
            <rect width={Math.max(share > 0 ? 1 : 0, share * 100)} height="8" className={fills[levelOf(share, [middle, high])]} />
            <line x1={high * 100} x2={high * 100} y1="0" y2="8" vectorEffect="non-scaling-stroke" className="stroke-ink-soft" strokeDasharray="2 2" />
          </svg>
          <span className="min-w-14 text-right text-sm font-semibold tabular-nums">{formatPercent(share, locale)}</span>
        </span>
        <span className="mt-1 block text-xs text-ink-faint">{words}</span>
      </dd>
    </div>
  );
}
