import Link from 'next/link';
import type { ListingView } from '@/lib/catalog/schema';
import type { ProfileView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatCount, formatDateTime, formatPercent } from '@/app/_ui/format';
import { Fact, FactList } from './fact-list';
import { PartHeading } from './part-heading';

type SourcePartProps = { readonly locale: Locale; readonly listing: ListingView; readonly profile: ProfileView | null };

export function SourcePart({ locale, listing, profile }: SourcePartProps) {
  const t = translator(locale, 'market.dataset.source');
  const revision = profile?.revision;
  const repeated = revision?.rowCount && revision.distinctRowCount !== null ? 1 - revision.distinctRowCount / revision.rowCount : null;
  const formulas = (profile?.columns ?? []).reduce((sum, column) => sum + (column.detail?.formulaCount ?? 0), 0);
  return (
    <section aria-labelledby="source">
      <PartHeading id="source" title={t('title')} lead={t('lead')} />
      <FactList>
        <Fact name={t('stated')}>{listing.sourceName || listing.sourceUrl ? <StatedSource listing={listing} /> : <span className="text-ink-faint">{t('notStated')}</span>}</Fact>
        <Fact name={t('seller')}>
          <Link href={`/${locale}/sellers/${listing.sellerSlug}`} prefetch={false} className="text-link">{listing.sellerName}</Link>
          {listing.sellerAbout ? <span className="mt-1 block text-ink-soft">{listing.sellerAbout}</span> : null}
        </Fact>
        {revision ? (
          <>
            <Fact name={t('revision')}>{t('revisionText', { number: revision.number, at: formatDateTime(revision.createdAt, locale) })}</Fact>
            {repeated === null ? null : <Fact name={t('repeated')}>{t('repeatedText', { share: formatPercent(repeated, locale), distinct: formatCount(revision.distinctRowCount ?? 0, locale) })}</Fact>}
            {formulas === 0 ? null : <Fact name={t('formulas')}>{t('formulasText', { count: formulas })}</Fact>}
            <Fact name={t('checksum')}><span className="font-mono text-xs break-all">{revision.sha256}</span></Fact>
          </>
        ) : null}
      </FactList>
    </section>
  );
}

function StatedSource({ listing }: { readonly listing: ListingView }) {
  if (listing.sourceUrl === '') return <>{listing.sourceName}</>;
  return <a href={listing.sourceUrl} rel="noopener nofollow ugc" className="text-link break-words">{listing.sourceName || listing.sourceUrl}</a>;
}
