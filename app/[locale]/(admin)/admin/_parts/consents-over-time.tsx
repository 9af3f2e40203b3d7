import type { ConsentCount } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { LineChart } from '@/app/_ui/charts/line-chart';
import { purposeName } from '@/app/_ui/console/consent-columns';
import { formatCount, formatDate } from '@/app/_ui/format';

/** One small chart per purpose and version: how many people agree, each until she decides otherwise. */
export function ConsentsOverTime({ locale, counts }: { readonly locale: Locale; readonly counts: readonly ConsentCount[] }) {
  const t = translator(locale, 'trust.consents');
  const series = [...new Map(counts.map((count) => [`${count.purpose} ${count.noticeVersion}`, count])).values()];
  return (
    <div className="grid gap-6 md:grid-cols-2">
      {series.map(({ purpose, noticeVersion }) => {
        const points = counts.filter((count) => count.purpose === purpose && count.noticeVersion === noticeVersion).map((count) => ({ label: formatDate(`${count.day}T00:00:00Z`, locale), value: count.given }));
        const title = t('chartOf', { purpose: purposeName(purpose, locale), version: noticeVersion });
        return <div key={`${purpose} ${noticeVersion}`} className="min-w-0"><h3 className="mb-2 text-sm font-medium">{title}</h3><LineChart title={title} points={points} isStepped formatValue={(value) => formatCount(value, locale)} labelHeader={t('day')} valueHeader={t('people')} locale={locale} /></div>;
      })}
    </div>
  );
}
