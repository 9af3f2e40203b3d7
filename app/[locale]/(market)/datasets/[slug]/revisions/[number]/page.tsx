import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findPublishedListing, findTombstone } from '@/lib/catalog';
import { client } from '@/lib/db';
import { getPublicProfile } from '@/lib/datasets';
import { findFirstRevision, getChangelog, getReleaseDiff } from '@/lib/delivery';
import { readLocale } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { Badge } from '@/app/_ui/badge';
import { LinkButton } from '@/app/_ui/button';
import { formatDate } from '@/app/_ui/format';
import { Gone } from '@/app/_ui/gone';
import { PageHeader } from '@/app/_ui/page-header';
import { ColumnDictionary } from '../../_parts/column-dictionary';
import { RowsPart, SchemaPart, ValuesPart } from '../../_parts/diff-part';
import { FilePart } from '../../_parts/file-part';
import { Tombstone } from '../../_parts/tombstone';

export const revalidate = 300;

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly slug: string; readonly number: string }> };

export function generateStaticParams(): { number: string }[] {
  return [];
}

async function findEntry(params: PageProps['params']) {
  const { slug, number } = await params;
  if (!/^[1-9]\d{0,6}$/.test(number)) return null;
  const listing = await findPublishedListing(client(), { slug });
  if (!listing) return null;
  const changelog = await getChangelog(client(), { listingId: listing.id, revisionId: listing.revisionId });
  const entry = changelog.find((each) => each.number === Number(number));
  const first = entry ? null : await findFirstRevision(client(), { listing, changelog });
  const about = entry ?? (first?.number === Number(number) ? first : null);
  return about ? { listing, entry: entry ?? null, about } : null;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const locale = await readLocale(params);
  const found = await findEntry(params);
  if (found) return { title: translator(locale, 'revisions.page')('title', { number: found.about.number, title: found.listing.title }), robots: { index: found.about.state === 'sold' } };
  const stone = await findTombstone(client(), { slug: (await params).slug });
  return stone ? { title: translator(locale, 'revisions.compare.tombstone')('title', { title: stone.title }), robots: { index: false } } : {};
}

/** What a revision holds and, of a released one, what it changed; of one that was taken back, the stone that says why. */
export default async function RevisionPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const found = await findEntry(params);
  if (!found) {
    const stone = await findTombstone(client(), { slug: (await params).slug });
    return stone ? <Tombstone locale={locale} stone={stone} /> : notFound();
  }
  const { listing, entry, about } = found;
  const [diff, profile] = about.state === 'retracted' ? [null, null] : await Promise.all([
    entry ? getReleaseDiff(client(), { fromId: entry.beforeId, toId: entry.revisionId }) : null, getPublicProfile(client(), { revisionId: about.revisionId }),
  ]);
  const t = translator(locale, 'revisions');
  const common = translator(locale, 'common');
  return (
    <article className="page-width max-w-5xl space-y-12 pt-6">
      <PageHeader
        title={t('page.title', { number: about.number, title: listing.title })}
        lead={diff ? t('page.against', { number: diff.from }) : entry ? undefined : t('onlyFirst')}
        breadcrumbs={[{ label: common('nav.market'), href: `/${locale}/search` }, { label: listing.title, href: `/${locale}/datasets/${listing.slug}` }, { label: t('number', { number: about.number }) }]} breadcrumbsLabel={common('breadcrumbs')}
        actions={<LinkButton href={`/${locale}/datasets/${listing.slug}`}>{t('page.back')}</LinkButton>}
      />
      {about.state === 'retracted' ? (
        <Alert tone="bad" title={t('page.tombstone')}>
          <Gone />
          <p>{t('page.tombstoneBody')}</p>
          <blockquote className="mt-2 border-l-2 border-bad pl-3 whitespace-pre-line text-ink">{about.retractReason}</blockquote>
        </Alert>
      ) : (
        <>
          {entry ? (
            <section aria-labelledby="notes">
              <h2 id="notes" className="mb-3 text-xl font-semibold">{t('page.notes')}</h2>
              <p className="flex flex-wrap items-center gap-2 text-sm text-ink-faint">
                {entry.isBreaking ? <Badge tone="warn">{t('breaking')}</Badge> : null}
                {entry.state === 'announced' ? t('from', { date: formatDate(entry.effectiveAt, locale) }) : t('since', { date: formatDate(entry.effectiveAt, locale) })} · {t('rows', { count: entry.rowCount })}
              </p>
              <p className="mt-2 max-w-prose whitespace-pre-line">{entry.notes || t('noNotes')}</p>
            </section>
          ) : null}
          {entry ? <><SchemaPart locale={locale} changes={entry.changes} /><RowsPart locale={locale} diff={diff} /><ValuesPart locale={locale} diff={diff} /></> : null}
          {profile ? <><FilePart locale={locale} revision={profile.revision} shownColumns={profile.columns.length} /><ColumnDictionary locale={locale} profile={profile} entries={profile.dictionary} /></> : null}
        </>
      )}
    </article>
  );
}
