import Link from 'next/link';
import type { ActionProbabilities } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { formatPercent } from '@/app/_ui/format';

/** What is predicted of somebody is shown to her, and to nobody else. */
export function OwnPrediction({ locale, prediction }: { readonly locale: Locale; readonly prediction: ActionProbabilities | null }) {
  if (prediction === null) return null;
  const t = translator(locale, 'registry.ownPrediction');
  return (
    <Card as="section" labelledBy="prediction">
      <CardHeader id="prediction" title={t('title')} lead={t('lead')} />
      <div className="max-w-xl"><BarChart caption={t('caption')} labelHeader={t('action')} valueHeader={t('probability')} max={1} rows={(['view', 'save', 'buy', 'leave'] as const).map((action) => ({ key: action, label: t(`name.${action}`), value: prediction[action], text: formatPercent(prediction[action], locale) }))} /></div>
      <p className="mt-3 text-sm"><Link href={`/${locale}/models`} className="text-link">{t('more')}</Link></p>
    </Card>
  );
}
