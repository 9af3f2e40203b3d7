import type { LicenceView, ListingView } from '@/lib/catalog/schema';
import type { ProfileView } from '@/lib/datasets/schema';
import type { MenuView } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { licenceKey } from '@/app/_i18n/licence-key';
import { translator } from '@/app/_i18n/translator';
import { BuyPanel } from '@/app/_ui/market/buy-panel.client';
import type { OfferProps, PlaceOrderAction } from '@/app/_ui/market/offer';
import { formatBytes, formatCount, formatDate, formatPercent } from '@/app/_ui/format';
import { PriceText } from '@/app/_ui/market/price-text';

type PriceBoxProps = {
  readonly locale: Locale;
  readonly listing: ListingView;
  readonly licence: LicenceView | null;
  readonly profile: ProfileView | null;
  readonly placeOrder: PlaceOrderAction;
  readonly requestOffer: OfferProps['requestOffer'];
  readonly menu: MenuView;
};

/** One price, one thing to do, and the facts one decides by. */
export function PriceBox({ locale, listing, licence, profile, placeOrder, requestOffer, menu }: PriceBoxProps) {
  const t = translator(locale, 'market.dataset');
  const common = translator(locale, 'common');
  return (
    <div className="space-y-5 lg:sticky lg:top-24">
      <div className="rounded-card border border-line bg-surface p-5">
        <p className="text-3xl font-semibold"><PriceText priceMinor={listing.priceMinor} currency={listing.currency} locale={locale} words={common} /></p>
        <p className="mt-1 text-sm text-ink-soft">{t(listing.priceMinor === null ? 'askFirst' : listing.priceMinor === 0 ? 'forFree' : 'oneOff', { licence: licence?.name ?? common(licenceKey(listing.licenceCode)) })}</p>
        {licence ? (
          <BuyPanel
            locale={locale}
            listing={{ id: listing.id, slug: listing.slug, title: listing.title, currency: listing.currency }}
            licence={{ name: licence.name, text: licence.text, sha256: licence.sha256 }}
            placeOrder={placeOrder}
            requestOffer={requestOffer}
            menu={menu}
          />
        ) : null}
        <p className="mt-3 text-xs text-ink-faint">{common('sales', { count: listing.salesCount })}</p>
      </div>
      <Facts locale={locale} listing={listing} profile={profile} />
    </div>
  );
}

function Facts({ locale, listing, profile }: { readonly locale: Locale; readonly listing: ListingView; readonly profile: ProfileView | null }) {
  const t = translator(locale, 'common.fact');
  const dataset = translator(locale, 'market.dataset');
  const common = translator(locale, 'common');
  const completeness = profile?.revision.completeness ?? null;
  const facts: readonly (readonly [string, string])[] = [
    [t('rows'), formatCount(listing.rowCount, locale)],
    [t('columns'), formatCount(listing.columnCount, locale)],
    [t('size'), formatBytes(listing.byteSize, locale)],
    [t('format'), listing.format],
    ...(completeness === null ? [] : [[dataset('completeness'), formatPercent(completeness, locale)] as const]),
    [t('licence'), common(licenceKey(listing.licenceCode))],
    ...(profile ? [[t('revision'), String(profile.revision.number)] as const, [t('measured'), formatDate(profile.revision.createdAt, locale)] as const] : []),
  ];
  return (
    <dl className="divide-y divide-line rounded-card border border-line bg-surface px-5 py-1.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="flex items-baseline justify-between gap-4 py-2">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="text-right font-medium tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
