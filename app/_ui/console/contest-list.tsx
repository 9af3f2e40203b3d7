import type { ReactNode } from 'react';
import type { ContestView } from '@/lib/registry/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge, type Tone } from '../badge';
import { DataTable, type Column } from '../data-table';
import { formatDate } from '../format';
import { Pseudonym } from './pseudonym';

type ContestListProps = { readonly locale: Locale; readonly contests: readonly ContestView[]; readonly empty: ReactNode; readonly act?: (contest: ContestView) => ReactNode };
const tones: Readonly<Record<ContestView['state'], Tone>> = { OPEN: 'warn', UPHELD: 'neutral', CHANGED: 'good' };

/** What was contested, and what became of it: for the person, and with `act` for who answers. */
export function ContestList({ locale, contests, empty, act }: ContestListProps) {
  const t = translator(locale, 'registry.contests');
  const columns: readonly Column<ContestView>[] = [
    { key: 'what', header: t('what'), isRowHeader: true, cell: (row) => <span className="block max-w-md"><span className="block font-medium">{t(`kindName.${row.kind}`)} {row.objectId === '' ? null : <Pseudonym value={row.objectId} />}</span><span className="block font-normal break-words whitespace-pre-line text-ink-soft">{row.statement}</span></span> },
    { key: 'state', header: t('state'), cell: (row) => <span className="flex flex-wrap gap-1.5"><Badge tone={tones[row.state]}>{t(`stateName.${row.state}`)}</Badge>{row.isLate ? <Badge tone="bad">{t('late')}</Badge> : null}</span> },
    { key: 'due', header: t('due'), cell: (row) => <time dateTime={row.answeredAt ?? row.dueAt} className="whitespace-nowrap">{formatDate(row.answeredAt ?? row.dueAt, locale)}</time> },
    { key: 'answer', header: t('answer'), cell: (row) => <span className="block max-w-md break-words whitespace-pre-line">{row.answer === '' ? '–' : row.answer}</span> },
    ...(act ? [{ key: 'act', header: t('actions'), align: 'end' as const, cell: act }] : []),
  ];
  return <DataTable caption={t('caption')} isCaptionHidden columns={columns} rows={contests} rowKey={(row) => row.id} empty={empty} />;
}
