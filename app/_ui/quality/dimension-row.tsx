import { ChevronRight } from 'lucide-react';
import type { DimensionScore, QualityCheck } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatCount, formatDay, formatPercent } from '../format';

type Props = { readonly locale: Locale; readonly dimension: DimensionScore; readonly isWithheld: boolean };

/** One dimension: its score as a bar and a figure, and behind it what fails and what to do. Opens without a script. */
export function DimensionRow({ locale, dimension: { dimension, score, isMeasured, checks, heldBack }, isWithheld }: Props) {
  const t = translator(locale, 'quality');
  const name = t(`dimension.${dimension}`);
  return (
    <li>
      <details className="group px-4 py-3 sm:px-5">
        <summary className="grid cursor-pointer list-none grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 sm:grid-cols-[11rem_minmax(0,1fr)_3.5rem]">
          <span className="flex items-center gap-1.5 font-medium group-open:text-accent"><ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90" />{name}</span>
          {isMeasured ? <meter aria-label={name} min={0} max={1} value={score} className="quality-meter h-2 w-full max-sm:order-last max-sm:col-span-2" /> : <span className="text-sm text-ink-faint max-sm:order-last max-sm:col-span-2">{t('notMeasured')}</span>}
          <span className="text-right text-sm tabular-nums">{isMeasured ? formatPercent(score, locale) : '–'}</span>
        </summary>
        <div className="mt-3 space-y-3 text-sm">
          <p className="text-ink-soft">{t(`meaning.${dimension}`)}</p>
          {heldBack && formatPercent(heldBack.from, locale) !== formatPercent(score, locale) ? <p className="text-ink-soft">{t('heldBack', { rows: formatCount(heldBack.rows, locale), from: formatPercent(heldBack.from, locale) })}</p> : null}
          {isWithheld ? null : <ul className="space-y-2.5">{checks.map((check) => <Evidence key={check.code} locale={locale} check={check} />)}</ul>}
        </div>
      </details>
    </li>
  );
}

function Evidence({ locale, check: { code, failing, outOf, isEstimated, columns, newest } }: { readonly locale: Locale; readonly check: QualityCheck }) {
  const t = translator(locale, 'quality');
  return (
    <li className="border-l-2 border-line pl-3">
      <p>
        {code === 'newest-date' ? t('check.newest-date', { date: formatDay(newest ?? '', locale) }) : t(`check.${code}`, { failing, outOf })}
        {isEstimated && failing > 0 ? <span className="text-ink-faint"> ({t('estimated')})</span> : null}
      </p>
      {failing > 0 && columns.length > 0 ? <p className="text-ink-faint">{t('most', { columns: columns.map((column) => column.name).join(', ') })}</p> : null}
      {failing > 0 || code === 'newest-date' ? <p className="text-ink-soft"><span className="font-medium">{t('todo')}:</span> {t(`advice.${code}`)}</p> : null}
    </li>
  );
}
