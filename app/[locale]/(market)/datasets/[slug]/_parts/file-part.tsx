import type { ReactNode } from 'react';
import type { RevisionView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatBytes, formatCount, formatDateTime } from '@/app/_ui/format';

type Props = { readonly locale: Locale; readonly revision: RevisionView; /** Without those that nobody is told of. */ readonly shownColumns: number };

/** What a buyer of this revision receives, and how to tell that it is this very file. */
export function FilePart({ locale, revision, shownColumns }: Props) {
  const t = translator(locale, 'revisions.file');
  return (
    <section aria-labelledby="file">
      <h2 id="file" className="mb-3 text-xl font-semibold">{t('title')}</h2>
      <dl className="divide-y divide-line rounded-card border border-line bg-surface px-5 py-1 text-sm">
        <Line name={t('format')}>{revision.format}</Line>
        <Line name={t('size')}>{formatBytes(revision.byteSize, locale)}</Line>
        <Line name={t('shape')}>{t('shapeText', { rows: formatCount(revision.rowCount ?? 0, locale), columns: formatCount(shownColumns, locale) })}</Line>
        <Line name={t('measured')}>{formatDateTime(revision.createdAt, locale)}</Line>
        <Line name={t('checksum')}><span className="font-mono text-xs break-all">{revision.sha256}</span></Line>
      </dl>
    </section>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[11rem_1fr]">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
