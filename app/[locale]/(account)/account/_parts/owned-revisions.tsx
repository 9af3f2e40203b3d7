import type { OwnedRevisions } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { formatBytes, formatDate } from '@/app/_ui/format';
import { grantDownloadAction, pinRevisionAction } from '../actions';
import { RevisionButtons } from './revision-buttons.client';

type Props = { readonly locale: Locale; readonly title: string; readonly own: OwnedRevisions };

/** Nothing to choose from with one revision alone: then there is no choice to show. */
export function OwnedRevisionList({ locale, title, own }: Props) {
  const t = translator(locale, 'revisions');
  if (own.revisions.length < 2) return null;
  const followed = own.revisions.find((revision) => revision.id === own.followedId);
  return (
    <section aria-label={`${t('mine.title')}: ${title}`} className="mt-5 border-t border-line pt-5 text-sm">
      <h3 className="font-semibold">{t('mine.title')}</h3>
      <p className="mt-1 text-ink-soft">{own.pinnedId !== null && own.pinnedId === own.followedId ? t('mine.pinned', { number: followed?.number ?? 0 }) : t('mine.follow', { number: followed?.number ?? 0 })}</p>
      <ul className="mt-3 divide-y divide-line">
        {own.revisions.map((revision) => (
          <li key={revision.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {t('number', { number: revision.number })}
                {revision.isSold ? <Badge tone="good">{t('mine.sold')}</Badge> : null}
                {revision.isBought ? <Badge>{t('mine.bought')}</Badge> : null}
                {revision.soldFrom === null ? null : <Badge tone="info">{t('mine.announced', { date: formatDate(revision.soldFrom, locale) })}</Badge>}
                {revision.isBreaking ? <Badge tone="warn">{t('breaking')}</Badge> : null}
              </p>
              <p className="mt-0.5 break-all text-ink-faint">{revision.isRetracted ? t('mine.retracted', { reason: revision.retractReason }) : `${revision.fileName}${revision.sha256 === '' ? '' : ` · ${formatBytes(revision.byteSize, locale)}`}`}</p>
            </div>
            {revision.isRetracted ? null : <RevisionButtons entitlementId={own.entitlementId} revisionId={revision.id} number={revision.number} isPinned={own.pinnedId === revision.id} download={grantDownloadAction} pin={pinRevisionAction} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
