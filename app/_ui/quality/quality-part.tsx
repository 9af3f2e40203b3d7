import Link from 'next/link';
import type { QualityView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card } from '../card';
import { LineChart } from '../charts/line-chart';
import { formatPercent } from '../format';
import { DimensionRow } from './dimension-row';
import { GradeMark } from './grade-mark';
import { RuleList } from './rule-list';
import { TableFacts } from './table-facts';

type Props = { readonly locale: Locale; readonly view: QualityView; readonly headingId?: string };

/** The grade with everything it rests on: for the seller with all counts, for everybody with what may be seen. */
export function QualityPart({ locale, view, headingId = 'quality' }: Props) {
  const t = translator(locale, 'quality');
  const { quality, history, isWithheld } = view;
  return (
    <section aria-labelledby={headingId} className="space-y-5">
      <div className="flex flex-wrap items-center gap-4">
        <GradeMark grade={quality.grade} label={t('gradeOf', { grade: quality.grade })} size="lg" />
        <div className="min-w-0">
          <h2 id={headingId} className="text-xl font-semibold">{t('title')} <span className="font-normal text-ink-soft tabular-nums">{formatPercent(quality.score, locale)}</span></h2>
          <p className="mt-0.5 max-w-prose text-sm text-ink-soft">{t('lead')} <Link href={`/${locale}/quality`} prefetch={false} className="text-link">{t('how')}</Link></p>
        </div>
      </div>
      <Card isPadded={false}>
        <ul className="divide-y divide-line">
          {quality.dimensions.map((dimension) => <DimensionRow key={dimension.dimension} locale={locale} dimension={dimension} isWithheld={isWithheld} />)}
        </ul>
      </Card>
      {isWithheld ? <p className="text-sm text-ink-faint">{t('withheld')}</p> : null}
      <RuleList locale={locale} rules={view.rules} />
      <TableFacts locale={locale} view={view} />
      {history.length > 1 ? (
        <Card>
          <h3 className="mb-3 text-base font-semibold">{t('history.title')}</h3>
          <LineChart
            title={t('history.title')} points={history.map((entry) => ({ label: `${t('history.revision', { number: entry.number })} (${entry.grade})`, value: entry.score }))}
            formatValue={(value) => formatPercent(value, locale)} labelHeader={t('history.label')} valueHeader={t('history.value')} locale={locale}
          />
        </Card>
      ) : null}
    </section>
  );
}
