import type { Metadata } from 'next';
import { Mail } from 'lucide-react';
import { listOutbox } from '@/lib/mail';
import { outboxInput, type MailRow } from '@/lib/mail/schema';
import type { Locale } from '@/lib/shared/locale';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Badge, type Tone } from '@/app/_ui/badge';
import { hrefWith, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDateTime, formatNumber } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };
const tones: Readonly<Record<MailRow['state'], Tone>> = { WAITING: 'info', SENT: 'good', FAILED: 'bad' };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'registry.outbox')('title') };
}

export default async function OutboxPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN');
  const parsed = outboxInput.safeParse({ cursor: readQuery(query, 'cursor') });
  const input = parsed.success ? parsed.data : outboxInput.parse({});
  const page = valueOrNotFound(await listOutbox(ctx, input));
  const t = translator(locale, 'registry.outbox');
  const path = `/${locale}/admin/outbox`;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <DataTable caption={t('caption')} isCaptionHidden columns={columnsOf(locale)} rows={page.items} rowKey={(row) => row.id} empty={<EmptyState icon={<Mail />} title={t('none')} body={t('noneBody')} />} />
      <KeysetPagination locale={locale} firstHref={input.cursor === undefined ? null : hrefWith(path, query, { cursor: null })} nextHref={page.nextCursor === null ? null : hrefWith(path, query, { cursor: page.nextCursor })} />
    </>
  );
}

function columnsOf(locale: Locale): readonly Column<MailRow>[] {
  const t = translator(locale, 'registry.outbox');
  return [
    { key: 'subject', header: t('subject'), isRowHeader: true, cell: (row) => <span className="block max-w-md">{row.subject}<details className="text-sm font-normal"><summary className="inline-flex min-h-6 items-center text-accent hover:underline">{t('show')}</summary><span className="block break-words whitespace-pre-line text-ink-soft">{row.text}</span></details></span> },
    { key: 'to', header: t('to'), cell: (row) => row.recipient },
    { key: 'state', header: t('state'), cell: (row) => <span><Badge tone={tones[row.state]}>{t(`stateName.${row.state}`)}</Badge>{row.fault === '' ? null : <span className="block text-xs text-ink-faint">{row.fault}</span>}</span> },
    { key: 'attempts', header: t('attempts'), align: 'end', cell: (row) => formatNumber(row.attempts, locale) },
    { key: 'at', header: t('at'), cell: (row) => <time dateTime={row.createdAt} className="whitespace-nowrap">{formatDateTime(row.createdAt, locale)}</time> },
  ];
}
