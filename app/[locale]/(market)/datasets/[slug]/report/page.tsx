import type { Metadata } from 'next';
import { findPublishedListing } from '@/lib/catalog';
import { getPublicProfile } from '@/lib/datasets';
import { client } from '@/lib/db';
import { env } from '@/lib/env';
import { getPricePosition } from '@/lib/pricing';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { LinkButton } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { PrintButton } from '@/app/_ui/studio/print-button.client';
import { ValuationReport } from '@/app/_ui/studio/valuation-report';
import { notThere } from '../_parts/not-there';

export const revalidate = 300;

type ReportPageProps = { readonly params: Promise<{ readonly locale: string; readonly slug: string }> };

export function generateStaticParams(): { slug: string }[] {
  return [];
}

export async function generateMetadata({ params }: ReportPageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'studio.report')('title'), robots: { index: false } };
}

/** For a file of valuations: printed, it is the report alone. */
export default async function ReportPage({ params }: ReportPageProps) {
  const { slug } = await params;
  const locale = await readLocale(params);
  const listing = await findPublishedListing(client(), { slug });
  if (!listing) return notThere(client(), { locale, slug });
  const [profile, position] = await Promise.all([getPublicProfile(client(), { revisionId: listing.revisionId }), getPricePosition(client(), { listingId: listing.id })]);
  const t = translator(locale, 'studio.report');
  return (
    <div className="page-width py-8">
      <div className="print:hidden">
        <PageHeader
          title={t('title')} lead={listing.title} breadcrumbs={[{ label: listing.title, href: `/${locale}/datasets/${slug}` }, { label: t('title') }]} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')}
          actions={<Messages locale={locale} namespaces={['studio.report']}><PrintButton /><LinkButton href={`/api/prices/${listing.id}`} prefetch={false}>{t('json')}</LinkButton></Messages>}
        />
      </div>
      {position.explanation ? <ValuationReport locale={locale} listing={listing} profile={profile} explanation={position.explanation} income={{ salesCount: listing.salesCount, priceMinor: listing.priceMinor, publishedAt: new Date(listing.publishedAt), feePercent: env().MARKET_FEE_PERCENT, now: new Date() }} /> : <EmptyState title={translator(locale, 'studio')('noSuggestion')} body={translator(locale, 'market.dataset.price')('notExplained')} />}
    </div>
  );
}
