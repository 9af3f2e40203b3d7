import { FileCheck } from 'lucide-react';
import type { OwnRightsRequest, RightsState } from '@/lib/rights/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge, type Tone } from '@/app/_ui/badge';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDate } from '@/app/_ui/format';
import { withdrawRightAction } from '../actions';
import { WithdrawRight } from './withdraw-right.client';

export const rightsTones: Readonly<Record<RightsState, Tone>> = { OPEN: 'info', GRANTED: 'good', REFUSED: 'bad', WITHDRAWN: 'neutral' };
const limiting: readonly string[] = ['RESTRICTION', 'OBJECTION', 'AUTOMATED_DECISIONS'];

export function RightsList({ locale, requests }: { readonly locale: Locale; readonly requests: readonly OwnRightsRequest[] }) {
  const t = translator(locale, 'trust.rights');
  const receipt = translator(locale, 'trust.receipt');
  return (
    <DataTable
      caption={t('list')} isCaptionHidden isDense rows={requests} rowKey={(row) => row.id}
      columns={[
        { key: 'kind', header: t('kindLabel'), isRowHeader: true, cell: (row) => <>{t(`kind.${row.kind}`)}{row.statement === '' ? null : <span className="block max-w-prose text-xs font-normal whitespace-pre-line text-ink-faint">{row.statement}</span>}</> },
        { key: 'state', header: translator(locale, 'trust.queue')('state'), cell: (row) => <span className="inline-flex flex-wrap gap-1.5"><Badge tone={rightsTones[row.state]}>{t(`state.${row.state}`)}</Badge>{row.isOverdue ? <Badge tone="bad">{t('overdue')}</Badge> : null}</span> },
        { key: 'opened', header: t('opened'), cell: (row) => <time dateTime={row.openedAt} className="whitespace-nowrap">{formatDate(row.openedAt, locale)}</time> },
        { key: 'due', header: t('due'), cell: (row) => (row.state === 'OPEN' ? <time dateTime={row.dueAt} className="whitespace-nowrap">{formatDate(row.dueAt, locale)}</time> : '–') },
        { key: 'answer', header: t('answer'), cell: (row) => (row.answer === '' ? '–' : <><span className="whitespace-pre-line">{row.answer}</span>{row.state === 'REFUSED' ? <span className="block text-xs text-ink-faint">{t('complain')}</span> : null}</>) },
        { key: 'proof', header: receipt('column'), cell: (row) => <a href={`/api/rights/${row.id}/receipt?locale=${locale}`} download className="inline-flex min-h-6 items-center gap-1 text-link"><FileCheck aria-hidden className="size-4" />{receipt('download')}</a> },
        { key: 'act', header: <span className="sr-only">{t('withdraw')}</span>, align: 'end', cell: (row) => (row.state === 'OPEN' || (row.state === 'GRANTED' && limiting.includes(row.kind)) ? <WithdrawRight requestId={row.id} action={withdrawRightAction} /> : null) },
      ]}
      empty={<EmptyState level={3} icon={<FileCheck />} title={t('listNone')} body={t('listNoneBody')} />}
    />
  );
}
