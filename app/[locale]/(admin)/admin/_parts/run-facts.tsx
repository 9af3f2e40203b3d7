import type { Comparison, RunParameters } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatCount, formatDateTime, formatNumber } from '@/app/_ui/format';

/** Everything that decided these runs besides the schedule, and what they were made from. */
export function RunFacts({ locale, facts, parameters }: { readonly locale: Locale; readonly facts: Comparison; readonly parameters: RunParameters | null }) {
  const t = translator(locale, 'monitor.runs');
  const { dataFrom, dataTo } = parameters ?? { dataFrom: null, dataTo: null };
  const entries: readonly (readonly [key: string, label: string, value: string])[] = [
    ['window', t('window'), dataFrom !== null && dataTo !== null ? `${formatDateTime(dataFrom, locale)} – ${formatDateTime(dataTo, locale)}` : '–'],
    ['rows', t('rows'), formatCount(facts.rowCount, locale)],
    ['seconds', t('duration'), t('seconds', { seconds: Math.round(facts.seconds * 10) / 10 })],
    ...(parameters ? [
      ['optimizer', t('optimizer'), optimizerText(parameters.optimizer, locale)] as const,
      ['epochs', t('epochs'), formatCount(parameters.epochs, locale)] as const,
      ['batch', t('batch'), formatCount(parameters.batchSize, locale)] as const,
      ['stopping', t('stopping'), parameters.patience === null ? t('toTheEnd') : t('patience', { count: parameters.patience })] as const,
      ['seed', t('seed'), String(parameters.seed)] as const,
      ['code', t('code'), parameters.codeVersion] as const,
    ] : []),
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 text-sm sm:grid-cols-3 xl:grid-cols-5">
      {entries.map(([key, label, value]) => (
        <div key={key} className={key === 'window' || key === 'optimizer' ? 'col-span-2 sm:col-span-1 xl:col-span-2' : undefined}><dt className="text-ink-faint">{label}</dt><dd className="mt-0.5 font-medium break-words">{value}</dd></div>
      ))}
      <div className="col-span-full"><dt className="text-ink-faint">{t('data')} (SHA-256)</dt><dd className="mt-0.5 font-mono text-xs break-all">{facts.dataSha256}</dd></div>
    </dl>
  );
}

/** As the field writes it, `sgd, momentum 0.9`: what is off or nought is left out. */
function optimizerText({ kind, ...settings }: RunParameters['optimizer'], locale: Locale): string {
  const said = Object.entries(settings).flatMap(([name, value]) => (typeof value === 'number' && value !== 0 ? [`${name} ${formatNumber(value, locale)}`] : []));
  return [String(kind).toUpperCase(), ...said].join(', ');
}
