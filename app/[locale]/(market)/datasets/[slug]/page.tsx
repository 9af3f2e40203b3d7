import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { env } from '@/lib/env';
import { findLicence, findPublishedListing, findTombstone } from '@/lib/catalog';
import { getPublicLabelNoise, getPublicPrivacy, getPublicProfile, getPublicQuality, getPublishedSample } from '@/lib/datasets';
import { maxValidationBytes } from '@/lib/datasets/schema';
import { client } from '@/lib/db';
import { findFirstRevision, findMarkingChoice, getChangelog } from '@/lib/delivery';
import { getMenu, getPricePosition, listBundlesOfListing } from '@/lib/pricing';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { BundlesPart } from './_parts/bundles-part';
import { ColumnDictionary } from './_parts/column-dictionary';
import { DatasetHead } from './_parts/dataset-head';
import { LicencePart } from './_parts/licence-part';
import { PeoplePart } from './_parts/people-part';
import { PartHeading } from './_parts/part-heading';
import { PriceBox } from './_parts/price-box';
import { PricePart } from './_parts/price-part';
import { RevisionsPart } from './_parts/revisions-part';
import { SampleTable } from './_parts/sample-table';
import { SourcePart } from './_parts/source-part';
import { Tombstone } from './_parts/tombstone';
import { datasetLinkedData } from './_parts/linked-data';
import { Companions } from '@/app/_ui/market/companions.client';
import { ScoreCard } from '@/app/_ui/market/score-card.client';
import { Related } from '@/app/_ui/market/related.client';
import { RecordView } from '@/app/_ui/market/record-view.client';
import { PlainProse } from '@/app/_ui/plain-prose';
import { ColumnDetails } from '@/app/_ui/quality/column-details';
import { QualityPart } from '@/app/_ui/quality/quality-part';
import { JustPublished } from '@/app/_ui/seller/just-published.client';
import { LabelNoise } from '@/app/_ui/studio/label-noise';
import { placeOrderAction, requestOfferAction } from './actions';

export const revalidate = 300;

type DatasetPageProps = { readonly params: Promise<{ readonly locale: string; readonly slug: string }> };

/** None is built ahead; each is made when first asked for and kept until the listing changes. */
export function generateStaticParams(): { slug: string }[] {
  return [];
}

export async function generateMetadata({ params }: DatasetPageProps): Promise<Metadata> {
  const { slug } = await params;
  const locale = await readLocale(params);
  const listing = await findPublishedListing(client(), { slug });
  if (!listing) { const stone = await findTombstone(client(), { slug }); return stone ? { title: translator(locale, 'revisions.compare.tombstone')('title', { title: stone.title }), robots: { index: false } } : {}; }
  return {
    title: listing.title,
    description: listing.subtitle || listing.description.slice(0, 160),
    alternates: { languages: { en: `/en/datasets/${slug}`, zh: `/zh/datasets/${slug}` }, canonical: `/${locale}/datasets/${slug}` },
    openGraph: { title: listing.title, description: listing.subtitle, type: 'website' },
  };
}

export default async function DatasetPage({ params }: DatasetPageProps) {
  const { slug } = await params;
  const locale = await readLocale(params);
  const db = client();
  const listing = await findPublishedListing(db, { slug });
  if (!listing) {
    const stone = await findTombstone(db, { slug });
    return stone ? <Tombstone locale={locale} stone={stone} /> : notFound();
  }
  const [sample, changelog, profile, privacy, menu, position, quality, noise, marked, bundles] = await Promise.all([
    getPublishedSample(db, listing), getChangelog(db, { listingId: listing.id, revisionId: listing.revisionId }), getPublicProfile(db, { revisionId: listing.revisionId }), getPublicPrivacy(db, { revisionId: listing.revisionId }), getMenu(db, { listingId: listing.id }), getPricePosition(db, { listingId: listing.id }),
    getPublicQuality(db, { revisionId: listing.revisionId }), getPublicLabelNoise(db, { revisionId: listing.revisionId }), findMarkingChoice(db, { listingId: listing.id }), listBundlesOfListing(db, { listingId: listing.id }),
  ]);
  const first = await findFirstRevision(db, { listing, changelog });
  // The name of a hidden column is nobody's to read here either.
  const shownMarks = marked.filter((name) => profile?.columns.some((column) => column.name === name));
  const licence = findLicence(listing.licenceCode, locale);
  const t = translator(locale, 'market.dataset');
  return (
    <article className="page-width pt-6">
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: datasetLinkedData(listing, licence, profile) }} />
      {listing.status === 'PUBLISHED' ? <Messages locale={locale} namespaces={['seller.published']}><JustPublished locale={locale} listingId={listing.id} sellerSlug={listing.sellerSlug} /></Messages> : null}
      <DatasetHead locale={locale} listing={listing} />
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <aside aria-label={t('buyAndFacts')} className="lg:order-last">
          <Messages locale={locale} namespaces={['common.free', 'common.onRequest', 'common.close', 'common.cancel', 'common.unexpected', 'market.buy', 'menu', 'notice', 'lists', 'refusals']}>
            <PriceBox locale={locale} listing={listing} licence={licence} profile={profile} placeOrder={placeOrderAction} requestOffer={requestOfferAction} menu={menu ?? { plans: [], wholeMinor: listing.priceMinor, rowCount: listing.rowCount, currency: listing.currency }} />
          </Messages>
        </aside>
        <div className="min-w-0 space-y-14">
          {listing.description ? (
            <section aria-labelledby="about">
              <h2 id="about" className="text-xl font-semibold">{t('about')}</h2>
              <div className="mt-3"><PlainProse text={listing.description} /></div>
            </section>
          ) : null}
          {profile ? <SampleTable locale={locale} slug={slug} profile={profile} sampleCount={sample?.rowCount ?? 0} /> : null}
          {profile ? <div className="space-y-4"><ColumnDictionary locale={locale} profile={profile} entries={profile.dictionary} slug={slug} /><ColumnDetails locale={locale} columns={profile.columns} /></div> : null}
          {quality ? <QualityPart locale={locale} view={quality} /> : null}
          {noise ? <section aria-labelledby="labels"><h2 id="labels" className="mb-3 text-xl font-semibold">{translator(locale, 'studio.noise')('title')}</h2><LabelNoise locale={locale} view={noise} /></section> : null}
          {privacy ? <PeoplePart locale={locale} privacy={privacy} /> : null}
          <PricePart locale={locale} listing={listing} position={position} />
          <BundlesPart locale={locale} bundles={bundles} />
          <RevisionsPart locale={locale} slug={slug} entries={changelog} first={first} />
          {profile && listing.status === 'PUBLISHED' ? (
            <section aria-labelledby="score">
              <PartHeading id="score" title={translator(locale, 'studio.score')('title')} lead={translator(locale, 'studio.score')('lead')} />
              <Messages locale={locale} namespaces={['studio.score', 'common.unexpected']}><ScoreCard locale={locale} listingId={listing.id} columns={profile.columns.filter((column) => column.kind === 'category' || column.kind === 'boolean' || column.kind === 'number').map((column) => column.name)} maxBytes={maxValidationBytes} /></Messages>
            </section>
          ) : null}
          <LicencePart locale={locale} licence={licence} regions={listing.regions} refundDays={listing.priceMinor !== 0 ? env().MARKET_REFUND_DAYS : null} note={marked.length > 0 ? translator(locale, 'revisions.marking')('public', { columns: shownMarks.join(', ') || translator(locale, 'revisions.marking')('hidden'), format: listing.format === 'JSON' ? 'NDJSON' : listing.format === 'XLSX' || listing.format === 'ZIP' ? 'CSV' : listing.format }) : null} />
          <SourcePart locale={locale} listing={listing} profile={profile} />
        </div>
      </div>
      <div className="mt-16">
        <Messages locale={locale} namespaces={['common.free', 'common.onRequest', 'common.category', 'common.licenceName', 'common.fact', 'common.sales', 'market.forYou', 'lists']}>
          <Related locale={locale} listingId={listing.id} />
          <Companions locale={locale} listingId={listing.id} />
          <RecordView listingId={listing.id} />
        </Messages>
      </div>
    </article>
  );
}
