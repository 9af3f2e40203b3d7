import type { Metadata } from 'next';
import { Scale } from 'lucide-react';
import { listRightsQueue } from '@/lib/rights';
import { rightsKinds, rightsQueueInput, rightsStates, type RightsQueueRow, type RightsState } from '@/lib/rights/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Badge, type Tone } from '@/app/_ui/badge';
import { Button, LinkButton } from '@/app/_ui/button';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { hrefWith, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { Field, SelectInput } from '@/app/_ui/field';
import { formatCount, formatDate } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';
import { Stat } from '@/app/_ui/stat';
import { FilterBar } from '../_parts/filter-bar';
import { answerRightAction } from './actions';
import { AnswerRight } from './answer-right.client';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };
const everyState = 'ALL';
const tones: Readonly<Record<RightsState, Tone>> = { OPEN: 'info', GRANTED: 'good', REFUSED: 'bad', WITHDRAWN: 'neutral' };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'trust.queue')('title') };
}

export default async function RightsQueuePage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN', 'AUDITOR');
  // What waits, unless she asks for more: what was answered was due earlier and would stand before it.
  const asked = readQuery(query, 'state') ?? 'OPEN';
  const parsed = rightsQueueInput.safeParse({ state: asked === everyState ? undefined : asked, kind: readQuery(query, 'kind'), cursor: readQuery(query, 'cursor') });
  const input = parsed.success ? parsed.data : rightsQueueInput.parse({ state: 'OPEN' });
  const { items, nextCursor, figures } = valueOrNotFound(await listRightsQueue(ctx, input));
  const t = translator(locale, 'trust.queue');
  const path = `/${locale}/admin/rights`;
  return (
    <Messages locale={locale} namespaces={['trust.queue', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-6">
        <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
          <Stat label={t('open')} value={formatCount(figures.open, locale)} />
          <Stat label={t('overdue')} value={formatCount(figures.overdue, locale)} />
          <Stat label={t('oldest')} value={figures.open === 0 ? t('unknown') : t('days', { days: figures.oldestDays })} />
          <Stat label={t('median')} value={figures.medianDays === null ? t('unknown') : t('days', { days: Math.round(figures.medianDays) })} />
        </dl>
        <Filters locale={locale} path={path} state={input.state ?? everyState} kind={input.kind ?? ''} />
        <p className="max-w-prose text-sm text-ink-soft">{t('pseudonym')}</p>
        <DataTable caption={t('caption')} isCaptionHidden isDense rows={items} rowKey={(row) => row.id} columns={columnsOf(locale, ctx.actor.roles.includes('ADMIN'))} empty={<EmptyState icon={<Scale />} title={t('empty')} body={t('emptyBody')} />} />
      </div>
      <KeysetPagination locale={locale} firstHref={input.cursor === undefined ? null : hrefWith(path, query, { cursor: null })} nextHref={nextCursor === null ? null : hrefWith(path, query, { cursor: nextCursor })} />
    </Messages>
  );
}

function Filters({ locale, path, state, kind }: { readonly locale: Locale; readonly path: string; readonly state: string; readonly kind: string }) {
  const [t, rights] = [translator(locale, 'trust.queue'), translator(locale, 'trust.rights')];
  return (
    <FilterBar path={path} label={t('filters')} submit={<Button type="submit" variant="primary">{t('apply')}</Button>} clear={state !== 'OPEN' || kind ? <LinkButton href={path} variant="quiet">{t('clear')}</LinkButton> : null}>
      <Field id="state" label={t('state')}>
        {(control) => <SelectInput key={state} {...control} name="state" defaultValue={state}><option value={everyState}>{t('anyState')}</option>{rightsStates.map((each) => <option key={each} value={each}>{rights(`state.${each}`)}</option>)}</SelectInput>}
      </Field>
      <Field id="kind" label={t('kind')}>
        {(control) => <SelectInput key={kind} {...control} name="kind" defaultValue={kind}><option value="">{t('anyKind')}</option>{rightsKinds.map((each) => <option key={each} value={each}>{rights(`kind.${each}`)}</option>)}</SelectInput>}
      </Field>
    </FilterBar>
  );
}

function columnsOf(locale: Locale, mayAnswer: boolean): readonly Column<RightsQueueRow>[] {
  const [t, rights] = [translator(locale, 'trust.queue'), translator(locale, 'trust.rights')];
  const words = (value: string | null) => (value === null ? '–' : value === 'erased' ? t('erased') : <span className="whitespace-pre-line">{value}</span>);
  return [
    { key: 'kind', header: t('kind'), isRowHeader: true, cell: (row) => rights(`kind.${row.kind}`) },
    { key: 'person', header: t('person'), cell: (row) => <Pseudonym value={row.person} /> },
    { key: 'state', header: t('state'), cell: (row) => <Badge tone={tones[row.state]}>{rights(`state.${row.state}`)}</Badge> },
    { key: 'age', header: t('age'), cell: (row) => t('days', { days: row.ageDays }) },
    { key: 'due', header: t('due'), cell: (row) => (row.state === 'OPEN' ? <><span className="block whitespace-nowrap">{formatDate(row.dueAt, locale)}</span><span className={row.daysLeft < 0 ? 'text-xs text-bad' : 'text-xs text-ink-faint'}>{row.daysLeft < 0 ? t('late', { days: -row.daysLeft }) : t('left', { days: row.daysLeft })}</span></> : '–') },
    { key: 'statement', header: t('statement'), cell: (row) => (mayAnswer ? <>{words(row.statement)}{row.answer === null ? null : <span className="block text-xs text-ink-faint">{words(row.answer)}</span>}</> : <span className="text-ink-faint">{t('sealed')}</span>) },
    { key: 'act', header: <span className="sr-only">{t('answer')}</span>, align: 'end', cell: (row) => (mayAnswer && row.state === 'OPEN' ? <AnswerRight requestId={row.id} action={answerRightAction} /> : null) },
  ];
}
