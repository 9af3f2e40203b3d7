import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ListingView } from '@/lib/catalog/schema';
import type { ProfileView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatCount, formatDateTime, formatPercent } from '@/app/_ui/format';
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
      <dl className="divide-y divide-line rounded-card border border-line bg-surface px-5 py-1 text-sm">
        <Line name={t('stated')}>{listing.sourceName || listing.sourceUrl ? <StatedSource listing={listing} /> : <span className="text-ink-faint">{t('notStated')}</span>}</Line>
        <Line name={t('seller')}>
          <Link href={`/${locale}/sellers/${listing.sellerSlug}`} prefetch={false} className="text-link">{listing.sellerName}</Link>
          {listing.sellerAbout ? <span className="mt-1 block text-ink-soft">{listing.sellerAbout}</span> : null}
        </Line>
        {revision ? (
          <>
            <Line name={t('revision')}>{t('revisionText', { number: revision.number, at: formatDateTime(revision.createdAt, locale) })}</Line>
            {repeated === null ? null : <Line name={t('repeated')}>{t('repeatedText', { share: formatPercent(repeated, locale), distinct: formatCount(revision.distinctRowCount ?? 0, locale) })}</Line>}
            {formulas === 0 ? null : <Line name={t('formulas')}>{t('formulasText', { count: formulas })}</Line>}
            <Line name={t('checksum')}><span className="font-mono text-xs break-all">{revision.sha256}</span></Line>
          </>
        ) : null}
      </dl>
    </section>
  );
}

function StatedSource({ listing }: { readonly listing: ListingView }) {
  if (listing.sourceUrl === '') return <>{listing.sourceName}</>;
  return <a href={listing.sourceUrl} rel="noopener nofollow ugc" className="text-link break-words">{listing.sourceName || listing.sourceUrl}</a>;
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[11rem_1fr]">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
