import type { ReactNode } from 'react';
import type { FindingView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge, type Tone } from '../badge';
import { DataTable } from '../data-table';
import { formatCount, formatPercent } from '../format';
import { entityKey } from './entity-key';

const verdictTone: Readonly<Record<FindingView['verdict'], Tone>> = { OPEN: 'warn', CONFIRMED: 'info', REJECTED: 'neutral' };
type Props = { readonly locale: Locale; readonly findings: readonly FindingView[]; readonly act?: (finding: FindingView, what: string) => ReactNode };

/** What was found, column by column; examples are masked. */
export function FindingsTable({ locale, findings, act }: Props) {
  const t = translator(locale, 'privacy.findings');
  const entity = translator(locale, 'privacy.entity');
  const columns = [
    { key: 'column', header: t('column'), isRowHeader: true, cell: (row: FindingView) => <span className="block min-w-24 font-mono text-[0.8125rem] break-all">{row.column === '' ? t('fileName') : row.column}</span> },
    { key: 'kind', header: t('kind'), cell: (row: FindingView) => <span className="block">{entity(entityKey(row.entity))}<span className="block text-xs text-ink-faint">{t(`category.${row.category}`)}</span></span> },
    { key: 'where', header: t('where'), cell: (row: FindingView) => <span className="block">{row.source === 'name' ? t('byName') : t('rows', { count: row.count, share: formatPercent(row.share, locale) })}{row.isFlagged ? null : <span className="block text-xs text-ink-faint">{t('stray')}</span>}</span> },
    { key: 'confidence', header: t('confidence'), align: 'end' as const, cell: (row: FindingView) => formatPercent(row.confidence, locale) },
    { key: 'examples', header: t('examples'), cell: (row: FindingView) => (row.examples.length === 0 ? <span className="text-ink-faint">–</span> : <span className="block max-w-56 space-y-0.5 font-mono text-xs break-all">{row.examples.map((example, index) => <span key={index} className="block">{example}</span>)}</span>) },
    { key: 'verdict', header: t(act ? 'verdict' : 'sellersVerdict'), cell: (row: FindingView) => <span className="block max-w-64"><Badge tone={verdictTone[row.verdict]}>{t(`verdictName.${row.verdict}`)}</Badge>{row.reason === '' ? null : <span className="mt-1 block text-xs text-ink-soft">{row.reason}</span>}</span> },
    ...(act ? [{ key: 'act', header: <span className="sr-only">{t('act')}</span>, cell: (row: FindingView) => act(row, `${entity(entityKey(row.entity))}, ${row.column === '' ? t('fileName') : row.column}`) }] : []),
  ];
  return <DataTable caption={t('caption', { count: formatCount(findings.length, locale) })} isCaptionHidden columns={columns} rows={findings} rowKey={(row) => row.id} isDense />;
}
