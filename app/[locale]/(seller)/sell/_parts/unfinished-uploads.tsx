import type { RevisionView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import type { Result } from '@/lib/shared/result';
import { translator } from '@/app/_i18n/translator';
import { LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { formatBytes, formatCount, formatDateTime } from '@/app/_ui/format';
import { ConfirmAction } from '@/app/_ui/seller/confirm-action.client';

type Props = { readonly locale: Locale; readonly revisions: readonly RevisionView[]; readonly discard: (input: unknown) => Promise<Result<null>> };

export function UnfinishedUploads({ locale, revisions, discard }: Props) {
  const t = translator(locale, 'seller.unfinished');
  return (
    <Card as="section" labelledBy="unfinished">
      <CardHeader id="unfinished" title={t('title')} lead={t('lead')} />
      <ul className="divide-y divide-line">
        {revisions.map((revision) => (
          <li key={revision.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span className="min-w-0">
              <span className="block font-medium break-all">{revision.fileName}</span>
              <span className="text-sm text-ink-faint">{t('facts', { rows: formatCount(revision.rowCount ?? 0, locale), size: formatBytes(revision.byteSize, locale), at: formatDateTime(revision.createdAt, locale) })}</span>
            </span>
            <span className="flex gap-2">
              <LinkButton href={`/${locale}/sell/new?revision=${revision.id}`} size="sm">{t('continue')}</LinkButton>
              <ConfirmAction label={t('discard')} title={t('discardTitle')} body={t('discardBody')} input={{ revisionId: revision.id }} action={discard} isSmall />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
