import type { RevisionView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatBytes, formatCount, formatDateTime } from '@/app/_ui/format';
import { Fact, FactList } from './fact-list';

type Props = { readonly locale: Locale; readonly revision: RevisionView; /** Without those that nobody is told of. */ readonly shownColumns: number };

/** What a buyer of this revision receives, and how to tell that it is this very file. */
export function FilePart({ locale, revision, shownColumns }: Props) {
  const t = translator(locale, 'revisions.file');
  return (
    <section aria-labelledby="file">
      <h2 id="file" className="mb-3 text-xl font-semibold">{t('title')}</h2>
      <FactList>
        <Fact name={t('format')}>{revision.format}</Fact>
        <Fact name={t('size')}>{formatBytes(revision.byteSize, locale)}</Fact>
        <Fact name={t('shape')}>{t('shapeText', { rows: formatCount(revision.rowCount ?? 0, locale), columns: formatCount(shownColumns, locale) })}</Fact>
        <Fact name={t('measured')}>{formatDateTime(revision.createdAt, locale)}</Fact>
        <Fact name={t('checksum')}><span className="font-mono text-xs break-all">{revision.sha256}</span></Fact>
      </FactList>
    </section>
  );
}
