import type { NextActionReport } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { classNames } from '@/app/_ui/class-names';
import { formatCount, formatPercent } from '@/app/_ui/format';

type ConfusionTableProps = { readonly locale: Locale; readonly confusion: NonNullable<NextActionReport>['confusion'] };

/** The report's own order. */
const actions = ['view', 'save', 'buy', 'leave'] as const;

/** Five steps of one colour; the figure in the cell says the rest. */
const shades = ['', 'bg-accent/8', 'bg-accent/16', 'bg-accent/24', 'bg-accent/32'] as const;

/** On a phone all five columns are seen at once: the diagonal is the point of the table. */
const cell = 'px-1 py-2 sm:px-3';

export function ConfusionTable({ locale, confusion }: ConfusionTableProps) {
  const t = translator(locale, 'admin.models');
  return (
    <div role="region" aria-label={t('confusionTable')} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-separate border-spacing-0.5 text-xs sm:border-spacing-1 sm:text-sm">
        <caption className="sr-only">{t('confusionTable')}</caption>
        <thead>
          <tr className="text-xs text-ink-soft">
            <th scope="col" rowSpan={2} className={classNames(cell, 'text-left align-bottom font-medium')}>{t('happened')}</th>
            <th scope="colgroup" colSpan={actions.length} className={classNames(cell, 'text-center font-medium')}>{t('predicted')}</th>
            <th scope="col" rowSpan={2} className={classNames(cell, 'text-right align-bottom font-medium')}>{t('cases')}</th>
          </tr>
          <tr className="text-xs text-ink-soft">
            {actions.map((action) => <th key={action} scope="col" className={classNames(cell, 'text-center font-medium')}>{t(`actionName.${action}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {actions.map((action, row) => {
            const counts = confusion[row] ?? [];
            const total = counts.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={action}>
                <th scope="row" className={classNames(cell, 'text-left font-medium')}>{t(`actionName.${action}`)}</th>
                {actions.map((predicted, column) => {
                  const count = counts[column] ?? 0;
                  const share = total === 0 ? 0 : count / total;
                  return (
                    <td key={predicted} title={formatCount(count, locale)} className={classNames(cell, 'rounded-md border text-center', row === column ? 'border-accent' : 'border-line', shades[Math.ceil(share * (shades.length - 1))])}>
                      {formatPercent(share, locale)}
                    </td>
                  );
                })}
                <td className={classNames(cell, 'text-right text-ink-soft')}>{formatCount(total, locale)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
