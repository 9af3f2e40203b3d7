import { purposes, type ConsentStanding } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { formatPercent } from '@/app/_ui/format';

/** The share that says yes, among those who decided. */
export function ConsentShares({ locale, standing }: { readonly locale: Locale; readonly standing: readonly ConsentStanding[] }) {
  const t = translator(locale, 'admin.overview');
  const consents = translator(locale, 'admin.consents');
  const common = translator(locale, 'common.purpose');
  const rows = purposes.map((purpose) => {
    const own = standing.filter((entry) => entry.purpose === purpose);
    const all = own.reduce((sum, entry) => sum + entry.count, 0);
    const demo = own.reduce((sum, entry) => sum + entry.demoCount, 0);
    const given = own.find((entry) => entry.decision === 'GIVEN')?.count ?? 0;
    return { purpose, all, given, demo, share: all === 0 ? 0 : given / all };
  });
  if (rows.every((row) => row.all === 0)) return <p className="text-sm text-ink-soft">{t('noConsent')}</p>;
  return (
    <BarChart
      caption={t('consentTable')} labelHeader={consents('purpose')} valueHeader={consents('decisionName.GIVEN')} max={1}
      rows={rows.map(({ purpose, all, given, demo, share }) => ({
        key: purpose, value: share, text: formatPercent(share, locale),
        label: <><span className="block text-ink">{common(`${purpose}.name`)}</span><span className="block text-xs text-ink-faint">{t('consentCount', { given, all })}{demo > 0 ? ` · ${consents('demoPeople', { count: demo })}` : ''}</span></>,
      }))}
    />
  );
}
