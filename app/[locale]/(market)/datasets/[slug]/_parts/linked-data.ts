import type { LicenceView, ListingView } from '@/lib/catalog/schema';
import type { PublicProfile } from '@/lib/datasets';

/** schema.org/Dataset, as dataset search engines read it. `<` is escaped: a title must not be able to end the script. */
export function datasetLinkedData(listing: ListingView, licence: LicenceView | null, profile: PublicProfile | null): string {
  const said = new Map(profile?.dictionary.map((entry) => [entry.name, entry]));
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: listing.title,
    description: listing.description || listing.subtitle || listing.title,
    identifier: listing.id,
    datePublished: listing.publishedAt,
    creator: { '@type': 'Organization', name: listing.sellerName },
    ...(licence?.url ? { license: licence.url } : licence ? { license: licence.name } : {}),
    ...(listing.sourceUrl === '' ? {} : { isBasedOn: listing.sourceUrl }),
    isAccessibleForFree: listing.priceMinor === 0,
    // On request there is no price to state, only that it can be had.
    offers: { '@type': 'Offer', ...(listing.priceMinor === null ? {} : { price: (listing.priceMinor / 100).toFixed(2) }), priceCurrency: listing.currency, availability: 'https://schema.org/InStock' },
    ...(profile ? {
      version: String(profile.revision.number),
      sha256: profile.revision.sha256,
      variableMeasured: profile.columns.slice(0, 100).map(({ name, type }) => {
        const { description = '', unit = '' } = said.get(name) ?? {};
        return { '@type': 'PropertyValue', name, description: description || type, ...(unit === '' ? {} : { unitText: unit }) };
      }),
    } : {}),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
