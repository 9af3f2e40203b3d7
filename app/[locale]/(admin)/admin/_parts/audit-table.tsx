import Link from 'next/link';
import { ScrollText } from 'lucide-react';
import type { AuditRow } from '@/lib/audit/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { actionLabel } from '@/app/_ui/console/action-label';
import { formatDateTime } from '@/app/_ui/format';
import { Pseudonym } from '@/app/_ui/console/pseudonym';

type AuditTableProps = { readonly locale: Locale; readonly rows: readonly AuditRow[]; readonly isShort?: boolean };

export function AuditTable({ locale, rows, isShort = false }: AuditTableProps) {
  const t = translator(locale, 'admin.audit');
  const columns = isShort ? auditColumns(locale).filter((column) => column.key !== 'object' && column.key !== 'details') : auditColumns(locale);
  return (
    <DataTable
      caption={t('caption')} isCaptionHidden isDense columns={columns} rows={rows} rowKey={(row) => row.seq}
      empty={<EmptyState icon={<ScrollText />} title={t('empty')} body={t('emptyBody')} />}
    />
  );
}

function auditColumns(locale: Locale): readonly Column<AuditRow>[] {
  const t = translator(locale, 'admin.audit');
  return [
    { key: 'seq', header: t('seq'), align: 'end', className: 'w-16 text-ink-faint max-sm:hidden', cell: (row) => <Link href={`/${locale}/admin/audit/${row.seq}`} prefetch={false} aria-label={translator(locale, 'trust.audit')('open', { seq: row.seq })} className="text-link">{row.seq}</Link> },
    {
      key: 'what', header: t('what'), isRowHeader: true,
      cell: (row) => <><span className="block">{actionLabel(row.action, locale)}</span><span className="block font-mono text-[0.6875rem] font-normal text-ink-faint"><span className="sm:hidden">{row.seq} · </span>{row.action}</span></>,
    },
    { key: 'who', header: t('who'), cell: (row) => <Actor actor={row.actor} locale={locale} /> },
    { key: 'object', header: t('on'), cell: (row) => <AuditObject row={row} locale={locale} /> },
    { key: 'outcome', header: t('outcome'), cell: (row) => <Badge tone={row.outcome === 'ok' ? 'good' : 'bad'}>{row.outcome === 'ok' ? t('ok') : t('refused')}</Badge> },
    { key: 'at', header: t('at'), cell: (row) => <time dateTime={row.at} className="whitespace-nowrap">{formatDateTime(row.at, locale)}</time> },
    { key: 'details', header: t('details'), cell: (row) => <Details row={row} locale={locale} /> },
  ];
}

function Actor({ actor, locale }: { readonly actor: string; readonly locale: Locale }) {
  const t = translator(locale, 'admin.audit');
  const href = `/${locale}/admin/audit?actor=${encodeURIComponent(actor)}`;
  return (
    <Link href={href} prefetch={false} aria-label={`${t('onlyActor')}: ${actor}`} className="inline-flex min-h-6 items-center hover:underline">
      {actor === 'visitor' || actor === 'system' ? t(actor) : <Pseudonym value={actor} />}
    </Link>
  );
}

function AuditObject({ row, locale }: { readonly row: AuditRow; readonly locale: Locale }) {
  const t = translator(locale, 'admin.audit');
  return (
    <>
      <span className="block text-xs text-ink-soft">{row.objectType}</span>
      {row.objectId === '' ? null : (
        <Link href={`/${locale}/admin/audit?objectId=${encodeURIComponent(row.objectId)}`} prefetch={false} aria-label={`${t('onlyObject')}: ${row.objectId}`} className="inline-flex min-h-6 items-center hover:underline">
          <Pseudonym value={row.objectId} />
        </Link>
      )}
    </>
  );
}

function Details({ row, locale }: { readonly row: AuditRow; readonly locale: Locale }) {
  const t = translator(locale, 'admin.audit');
  const sealed = translator(locale, 'trust.audit');
  const personal = row.personal === null ? [] : typeof row.personal === 'string' ? [[sealed('personal'), sealed(row.personal)] as const] : Object.entries(row.personal);
  const facts = [...Object.entries(row.detail), ...personal, [t('actor'), row.actor], ['objectId', row.objectId], [t('request'), row.requestId], [t('hash'), row.hash]] as const;
  return (
    <details className="max-w-64 text-xs max-sm:text-left">
      <summary className="inline-flex min-h-6 items-center text-accent hover:underline" aria-label={t('detailsOf', { seq: row.seq })}>{t('details')}</summary>
      <dl className="mt-1 space-y-1 whitespace-normal">
        {facts.map(([name, value]) => (value === '' || value === null ? null : (
          <div key={name}>
            <dt className="text-ink-faint">{name}</dt>
            <dd className="font-mono text-[0.6875rem] break-all">{String(value)}</dd>
          </div>
        )))}
      </dl>
    </details>
  );
}
