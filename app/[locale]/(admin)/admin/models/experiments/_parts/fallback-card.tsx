import type { FallbackReport } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { formatCount, formatPercent } from '@/app/_ui/format';

const reasonNames = { error: 'error', slow: 'slow', stale: 'stale', 'nothing-known': 'nothingKnown' } as const;

/** How often the model did not answer, and why: what an administrator would mend differs with the reason. */
export function FallbackCard({ locale, report: { answerCount, reasons } }: { readonly locale: Locale; readonly report: FallbackReport }) {
  const t = translator(locale, 'lists.experiments');
  return (
    <Card as="section" labelledBy="fallbacks">
      <CardHeader id="fallbacks" level={3} title={t('fallback')} lead={t('fallbackBody', { count: answerCount })} />
      <BarChart
        caption={t('fallback')} labelHeader={t('fallbackWhy')} valueHeader={t('fallbackShare')} max={1}
        rows={reasons.map(({ reason, count }) => ({ key: reason, label: t(`fallbackReason.${reasonNames[reason]}`), value: count / answerCount, text: `${formatPercent(count / answerCount, locale)} (${formatCount(count, locale)})` }))}
      />
    </Card>
  );
}
