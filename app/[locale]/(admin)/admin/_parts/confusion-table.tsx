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

export function ConfusionTable({ locale, confusion }: ConfusionTableProps) {
  const t = translator(locale, 'admin.models');
  return (
    <div role="region" aria-label={t('confusion')} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-xl border-separate border-spacing-1 text-sm">
        <caption className="sr-only">{t('confusion')}</caption>
        <thead>
          <tr className="text-xs text-ink-soft">
            <th scope="col" className="px-3 py-2 text-left font-medium">{t('happened')}</th>
            {actions.map((action) => <th key={action} scope="col" className="px-3 py-2 text-center font-medium">{t('predicted', { action: t(`actionName.${action}`) })}</th>)}
            <th scope="col" className="px-3 py-2 text-right font-medium">{t('cases')}</th>
          </tr>
        </thead>
        <tbody>
          {actions.map((action, row) => {
            const counts = confusion[row] ?? [];
            const total = counts.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={action}>
                <th scope="row" className="px-3 py-2 text-left font-medium">{t(`actionName.${action}`)}</th>
                {actions.map((predicted, column) => {
                  const count = counts[column] ?? 0;
                  const share = total === 0 ? 0 : count / total;
                  return (
                    <td key={predicted} title={formatCount(count, locale)} className={classNames('rounded-md border px-3 py-2 text-center', row === column ? 'border-accent' : 'border-line', shades[Math.ceil(share * (shades.length - 1))])}>
                      {formatPercent(share, locale)}
                    </td>
                  );
                })}
                <td className="px-3 py-2 text-right text-ink-soft">{formatCount(total, locale)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
