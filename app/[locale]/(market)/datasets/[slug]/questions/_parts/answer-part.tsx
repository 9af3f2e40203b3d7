import { Download } from 'lucide-react';
import { answerChart, type AnswerChart } from '@/lib/delivery';
import type { QuestionAnswer } from '@/lib/delivery/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { LineChart } from '@/app/_ui/charts/line-chart';
import { classNames } from '@/app/_ui/class-names';
import { formatCount, formatNumber } from '@/app/_ui/format';

type AnswerPartProps = { readonly locale: Locale; readonly answer: QuestionAnswer; readonly csvPath: string };

/** Rows that are drawn; the CSV has all of the answer. */
const maxShown = 200;

export function AnswerPart({ locale, answer, csvPath }: AnswerPartProps) {
  const t = translator(locale, 'questions');
  const chart = answerChart(answer);
  const facts = { count: answer.rows.length, milliseconds: formatCount(answer.milliseconds, locale) };
  return (
    <section aria-labelledby="answer" className="space-y-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div>
          <h2 id="answer" className="text-xl font-semibold">{t('answer')}</h2>
          <p className="text-sm text-ink-soft">{answer.isCut ? t('answerCut', facts) : t('answerCount', facts)}</p>
        </div>
        <a href={csvPath} download rel="nofollow" className="text-link inline-flex min-h-8 items-center gap-1.5 text-sm"><Download aria-hidden className="size-4" />{t('csv')}</a>
      </div>
      {chart ? <Picture locale={locale} chart={chart} /> : null}
      {answer.rows.length > 0 ? <AnswerTable answer={answer} caption={t('answerCaption')} /> : null}
      <p className="max-w-prose text-xs text-ink-faint">{t('sampleOnly')}</p>
    </section>
  );
}

function Picture({ locale, chart }: { readonly locale: Locale; readonly chart: AnswerChart }) {
  const t = translator(locale, 'questions');
  const title = t('chart', { value: chart.valueName, label: chart.labelName });
  const format = (value: number) => formatNumber(value, locale);
  return (
    <div className="rounded-card border border-line bg-surface p-4 sm:p-5">
      <p aria-hidden className="mb-3 text-sm font-medium">{title}</p>
      {chart.kind === 'line'
        ? <LineChart title={title} points={chart.points.map((point) => ({ ...point, label: point.label.replace(' 00:00:00', '') }))} formatValue={format} labelHeader={chart.labelName} valueHeader={chart.valueName} locale={locale} />
        : <BarChart caption={title} labelHeader={chart.labelName} valueHeader={chart.valueName} rows={chart.points.map((point, index) => ({ key: `${index}`, label: point.label, value: point.value, text: format(point.value) }))} />}
    </div>
  );
}

function AnswerTable({ answer, caption }: { readonly answer: QuestionAnswer; readonly caption: string }) {
  const box = 'max-w-80 truncate border-r border-b border-line px-3 py-1.5 last:border-r-0';
  return (
    <div role="region" aria-label={caption} tabIndex={0} className="max-h-[32rem] overflow-auto rounded-card border border-line bg-surface">
      <table className="min-w-full border-separate border-spacing-0 text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>{answer.columns.map((column, index) => (
            <th key={index} scope="col" className="sticky top-0 z-10 border-r border-b border-line bg-sunken px-3 py-2 text-left font-normal last:border-r-0">
              <span className="block max-w-72 truncate font-mono font-semibold" title={column.name}>{column.name}</span>
              <span className="block max-w-72 truncate font-mono text-[0.6875rem] text-ink-faint">{column.type}</span>
            </th>
          ))}</tr>
        </thead>
        <tbody>
          {answer.rows.slice(0, maxShown).map((row, rowIndex) => (
            <tr key={rowIndex} className="hover:bg-sunken/60">
              {row.map((value, index) => <td key={index} className={classNames(box, answer.columns[index]?.isNumber === true && 'text-right tabular-nums', value === null && 'text-ink-faint')} title={value !== null && value.length > 40 ? value : undefined}>{value ?? '–'}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
