import type { DecisionRow } from '@/lib/registry/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatDateTime, formatMoney, formatPercent } from '@/app/_ui/format';
import { replayDecisionAction } from '../models/versions/actions';
import { ReplayButton } from './replay-button.client';

/** What a model decided lately, in words, with a button that decides it again. */
export function RecentDecisions({ locale, decisions }: { readonly locale: Locale; readonly decisions: readonly DecisionRow[] }) {
  const t = translator(locale, 'registry.decisions');
  const columns: readonly Column<DecisionRow>[] = [
    { key: 'at', header: t('at'), isRowHeader: true, cell: (row) => <time dateTime={row.at} className="whitespace-nowrap">{formatDateTime(row.at, locale)}</time> },
    { key: 'version', header: t('version'), cell: (row) => <span className="font-mono text-xs">{row.version}</span> },
    { key: 'about', header: t('about'), cell: (row) => (row.subject === '' ? <Pseudonym value={row.objectId} /> : <span>{t('person')} <Pseudonym value={row.subject} /></span>) },
    { key: 'output', header: t('output'), cell: (row) => <Output locale={locale} row={row} /> },
    { key: 'replay', header: t('replay'), align: 'end', cell: (row) => <ReplayButton decisionId={row.id} action={replayDecisionAction} /> },
  ];
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions" className="text-xl font-semibold">{t('title')}</h2>
      <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{t('lead')}</p>
      <Messages locale={locale} namespaces={['registry.decisions', 'common.unexpected', 'refusals']}>
        <DataTable caption={t('caption')} isCaptionHidden isDense columns={columns} rows={decisions} rowKey={(row) => row.id} empty={<p className="text-sm text-ink-soft">{t('none')}</p>} />
      </Messages>
    </section>
  );
}

/** The output has the shape its model gives it; anything else is shown as it is stored. */
function Output({ locale, row: { model, output } }: { readonly locale: Locale; readonly row: DecisionRow }) {
  const t = translator(locale, 'registry.decisions');
  const summary = summarise(model, output, locale);
  return (
    <span className="block max-w-md">
      {summary}
      <details className="text-xs text-ink-soft"><summary className="inline-flex min-h-6 items-center text-accent hover:underline">{t('show')}</summary><code className="block max-h-40 overflow-auto break-all whitespace-pre-wrap" tabIndex={0}>{JSON.stringify(output)}</code></details>
    </span>
  );
}

function summarise(model: DecisionRow['model'], output: unknown, locale: Locale): string {
  const t = translator(locale, 'registry.decisions');
  if (model === 'next-action' && Array.isArray(output)) {
    const [view, save, buy, leave] = output.map((share) => formatPercent(Number(share), locale));
    return t('action', { view: view ?? '', save: save ?? '', buy: buy ?? '', leave: leave ?? '' });
  }
  if (model === 'next-item' && Array.isArray(output)) {
    const [first] = output as readonly { readonly item?: unknown }[];
    return t('items', { count: output.length, first: String(first?.item ?? '–').slice(0, 8) });
  }
  const price = output as { readonly suggestedMinor?: number; readonly lowMinor?: number; readonly highMinor?: number; readonly currency?: string } | null;
  if (model !== 'price' || typeof price?.suggestedMinor !== 'number' || price.currency === undefined) return '';
  const money = (minor: number | undefined): string => formatMoney(minor ?? 0, price.currency ?? '', locale);
  return t('price', { amount: money(price.suggestedMinor), low: money(price.lowMinor), high: money(price.highMinor), width: price.lowMinor === price.highMinor ? 'none' : 'some' });
}
