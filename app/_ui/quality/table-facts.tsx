import type { QualityView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card } from '../card';
import { formatCount, formatDay } from '../format';

const shown = 8;

/** Keys, dependencies, copies and rhythm: what holds between rows and columns. */
export function TableFacts({ locale, view: { table, declaredFrequency, isWithheld } }: { readonly locale: Locale; readonly view: QualityView }) {
  const t = translator(locale, 'quality');
  const { keys, dependencies, exactDuplicates, nearDuplicates, frequency, isSampled, sampledRows } = table;
  const sample = isSampled ? <span className="text-ink-faint"> ({t('facts.inSample', { rows: sampledRows })})</span> : null;
  return (
    <Card>
      <h3 className="mb-3 text-base font-semibold">{t('facts.title')}</h3>
      <dl className="grid gap-x-8 gap-y-4 text-sm sm:grid-cols-2">
        <div><dt className="text-ink-faint">{t('facts.keys')}</dt><dd className="mt-0.5 break-words">{keys.length === 0 ? t('facts.noKeys') : keys.map((key) => key.columns.join(' + ')).join('; ')}{keys.some((key) => !key.isExact) ? sample : null}</dd></div>
        {isWithheld ? null : (
          <div>
            <dt className="text-ink-faint">{t('facts.dependencies')}{dependencies.length > 0 ? sample : null}</dt>
            <dd className="mt-0.5 break-words">
              {dependencies.length === 0 ? t('facts.noDependencies') : (
                <ul>{dependencies.slice(0, shown).map((one) => <li key={`${one.from} ${one.to}`}>{t(one.isMutual ? 'facts.mutual' : 'facts.decides', { from: one.from, to: one.to })}{one.violations > 0 ? <span className="text-warn"> – {t('facts.violations', { count: one.violations })}</span> : null}</li>)}{dependencies.length > shown ? <li className="text-ink-faint">+ {formatCount(dependencies.length - shown, locale)}</li> : null}</ul>
              )}
            </dd>
          </div>
        )}
        {isWithheld ? null : <div><dt className="text-ink-faint">{t('facts.duplicates')}</dt><dd className="mt-0.5 tabular-nums">{t('facts.exact')} {formatCount(exactDuplicates, locale)} · {t('facts.near')} {formatCount(nearDuplicates, locale)}</dd></div>}
        <div><dt className="text-ink-faint">{t('facts.rhythm')}</dt><dd className="mt-0.5">{frequency === null ? t('facts.noDates') : <>{t('facts.observed', { frequency: t(`frequency.${frequency.observed}`) })}, {t('facts.newest', { date: formatDay(frequency.newest, locale) })}</>}<br />{declaredFrequency === null ? t('facts.notDeclared') : t('facts.declared', { frequency: t(`frequency.${declaredFrequency}`) })}</dd></div>
      </dl>
    </Card>
  );
}
