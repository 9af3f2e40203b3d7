import Link from 'next/link';
import type { ChangelogEntry, FirstRevision } from '@/lib/delivery/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { Badge } from '@/app/_ui/badge';
import { formatCount, formatDate } from '@/app/_ui/format';
import { changeText } from './change-text';
import { PartHeading } from './part-heading';

type Props = { readonly locale: Locale; readonly slug: string; readonly entries: readonly ChangelogEntry[]; /** What was sold before any of them. */ readonly first: FirstRevision | null };

const tones = { sold: 'good', announced: 'info', earlier: 'neutral', retracted: 'bad' } as const;

/** What became of a dataset over time, down to what was sold first. */
export function RevisionsPart({ locale, slug, entries, first }: Props) {
  const t = translator(locale, 'revisions');
  if (entries.length === 0 && first === null) return null;
  const upcoming = entries.find((entry) => entry.state === 'announced');
  return (
    <section aria-labelledby="revisions">
      <PartHeading id="revisions" title={t('title')} lead={t('lead')} />
      {upcoming ? (
        <Alert tone={upcoming.isBreaking ? 'warn' : 'info'} className="mb-4" title={t('upcoming', { number: upcoming.number, date: formatDate(upcoming.effectiveAt, locale) })}>
          {upcoming.isBreaking ? t('upcomingBreaking') : t('upcomingBody')}
        </Alert>
      ) : null}
      <ol className="divide-y divide-line rounded-card border border-line bg-surface">
        {entries.map((entry) => (
          <li key={entry.revisionId} className="p-4 sm:px-5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link href={`/${locale}/datasets/${slug}/revisions/${entry.number}`} prefetch={false} className="inline-flex min-h-8 items-center font-semibold hover:underline">{t('number', { number: entry.number })}</Link>
              <Badge tone={tones[entry.state]}>{t(`state.${entry.state}`)}</Badge>
              {entry.isBreaking ? <Badge tone="warn">{t('breaking')}</Badge> : null}
              <span className="text-sm text-ink-faint">{entry.state === 'announced' ? t('from', { date: formatDate(entry.effectiveAt, locale) }) : t('since', { date: formatDate(entry.effectiveAt, locale) })} · {t('rows', { count: entry.rowCount })}</span>
            </div>
            <p className="mt-1 max-w-prose text-sm whitespace-pre-line text-ink-soft">{entry.state === 'retracted' ? entry.retractReason : entry.notes || t('noNotes')}</p>
            {entry.changes.length > 0 ? <ul className="mt-2 list-disc pl-5 text-sm text-ink-soft">{entry.changes.slice(0, 6).map((change) => <li key={`${change.kind} ${change.name}`}>{changeText(change, locale)}</li>)}</ul> : null}
            <Link href={`/${locale}/datasets/${slug}/revisions/${entry.number}`} prefetch={false} className="text-link mt-1 inline-flex min-h-8 items-center text-sm">{t('whatChanged')}<span className="sr-only">: {t('number', { number: entry.number })}</span>{entry.changes.length > 6 ? ` (${formatCount(entry.changes.length, locale)})` : ''}</Link>
          </li>
        ))}
        {first === null ? null : (
          <li className="p-4 sm:px-5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link href={`/${locale}/datasets/${slug}/revisions/${first.number}`} prefetch={false} className="inline-flex min-h-8 items-center font-semibold hover:underline">{t('number', { number: first.number })}</Link>
              <Badge tone={tones[first.state]}>{t(`state.${first.state}`)}</Badge>
              <span className="text-sm text-ink-faint">{t('rows', { count: first.rowCount })}</span>
            </div>
            <p className="mt-1 max-w-prose text-sm whitespace-pre-line text-ink-soft">{first.state === 'retracted' ? first.retractReason : t('onlyFirst')}</p>
          </li>
        )}
      </ol>
      {entries.length === 0 ? null : <Link href={`/${locale}/datasets/${slug}/compare`} prefetch={false} className="text-link mt-2 inline-flex min-h-8 items-center text-sm">{translator(locale, 'revisions.compare')('open')}</Link>}
    </section>
  );
}
