import Link from 'next/link';
import { maxNoticeDays, minNoticeDays } from '@/lib/catalog/schema';
import type { OwnReleases, ReleasePreview } from '@/lib/delivery/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { Card } from '@/app/_ui/card';
import { formatBytes, formatCount, formatDate } from '@/app/_ui/format';
import { ConfirmAction } from '@/app/_ui/seller/confirm-action.client';
import { changeText } from '@/app/[locale]/(market)/datasets/[slug]/_parts/change-text';
import { cancelReleaseAction, discardRevisionAction, releaseRevisionAction, retractRevisionAction } from '../actions';
import { ReleaseForm } from './release-form.client';
import { RetractDialog } from './retract-dialog.client';

type Revision = OwnReleases['revisions'][number];
/** `sold`: what is on sale now, for the next one to be held against. */
type Props = { readonly locale: Locale; readonly listingId: string; readonly revision: Revision; readonly sold: Revision | null; readonly preview: ReleasePreview | null };

const tones = { sold: 'good', announced: 'info', earlier: 'neutral', retracted: 'bad', unreleased: 'warn', kept: 'neutral' } as const;

export function OwnRevision({ locale, listingId, revision, sold, preview }: Props) {
  const t = translator(locale, 'revisions');
  const { state, number, id } = revision;
  return (
    <Card as="li" className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-2 font-semibold">{t('number', { number })}<Badge tone={tones[state]}>{t(`state.${state}`)}</Badge></h2>
          <p className="mt-1 text-sm break-all text-ink-soft">{revision.fileName} · {t('rows', { count: revision.rowCount ?? 0 })} · {formatBytes(revision.byteSize, locale)} · {revision.effectiveAt === null ? t('own.measured', { date: formatDate(revision.createdAt, locale) }) : t('from', { date: formatDate(revision.effectiveAt, locale) })}</p>
          {revision.notes || revision.retractReason ? <p className="mt-2 max-w-prose text-sm whitespace-pre-line text-ink-soft">{state === 'retracted' ? revision.retractReason : revision.notes}</p> : null}
        </div>
        <div className="flex flex-wrap gap-2">
          {state === 'announced' ? <ConfirmAction label={t('own.cancel')} title={t('own.cancelTitle')} body={t('own.cancelBody')} input={{ revisionId: id }} action={cancelReleaseAction} isSmall /> : null}
          {state === 'sold' || state === 'earlier' || state === 'announced' ? <RetractDialog revisionId={id} number={number} action={retractRevisionAction} /> : null}
          {state === 'unreleased' || state === 'kept' ? <ConfirmAction label={t('own.discard')} title={t('own.discardTitle')} body={t('own.discardBody')} input={{ revisionId: id }} action={discardRevisionAction} isSmall /> : null}
        </div>
      </div>
      {state === 'kept' ? (
        <p className="max-w-prose text-sm text-ink-soft">{t.rich('own.keptBody', {
          compare: (words) => <Link href={`/${locale}/sell/listings/${listingId}/compare`} className="text-link">{words}</Link>,
          people: (words) => <Link href={`/${locale}/sell/new?revision=${id}&step=privacy`} className="text-link">{words}</Link>,
        })}</p>
      ) : null}
      {preview ? (
        <div className="space-y-4 border-t border-line pt-4">
          <Outlook locale={locale} revision={revision} sold={sold} />
          {preview.changes.length > 0 ? (
            <ul className="space-y-1 text-sm">{preview.changes.slice(0, 20).map((change) => <li key={`${change.kind} ${change.name}`} className="flex flex-wrap items-center gap-2"><span className="break-words">{changeText(change, locale)}</span>{change.isBreaking ? <Badge tone="warn">{t('breaking')}</Badge> : null}</li>)}</ul>
          ) : <p className="text-sm text-ink-soft">{t('page.sameSchema')}</p>}
          <ReleaseForm revisionId={id} number={number} proposedKey={preview.proposedKey} isBreaking={preview.isBreaking} holderCount={preview.holderCount} peopleHref={`/${locale}/sell/new?revision=${id}&step=privacy`} minNoticeDays={minNoticeDays} maxNoticeDays={maxNoticeDays} action={releaseRevisionAction} />
        </div>
      ) : null}
    </Card>
  );
}

/** What buyers would get instead of what they have: grade and rows, and where every check stands. */
function Outlook({ locale, revision, sold }: Pick<Props, 'locale' | 'revision' | 'sold'>) {
  const t = translator(locale, 'revisions.own');
  const grade = (of: Revision | null) => of?.grade ?? t('noGrade');
  const rows = (of: Revision | null) => formatCount(of?.rowCount ?? 0, locale);
  return (
    <p className="text-sm">
      {t('outlook', { from: grade(sold), to: grade(revision), rowsFrom: rows(sold), rowsTo: rows(revision) })}{' '}
      <Link href={`/${locale}/sell/new?revision=${revision.id}`} className="text-link">{t('seeChecks')}</Link>
    </p>
  );
}
