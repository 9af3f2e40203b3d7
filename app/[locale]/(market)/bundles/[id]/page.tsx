import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { findLicence } from '@/lib/catalog';
import { findBundleOffer } from '@/lib/orders';
import { bundleExponent } from '@/lib/pricing';
import { isLocale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { requestContext } from '@/app/_server/request-context';
import { BuyBundle } from '@/app/_ui/bundles/buy-bundle.client';
import { Card } from '@/app/_ui/card';
import { formatMoney } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { buyBundleAction } from './actions';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly id: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { locale } = await params;
  return { title: translator(isLocale(locale) ? locale : 'en', 'bundles')('title'), robots: { index: false } };
}

/** What is in a bundle, what each part costs alone and in it, and the one thing to do. */
export default async function BundlePage({ params }: PageProps) {
  const { locale, id } = await params;
  if (!isLocale(locale) || !z.uuid().safeParse(id).success) return notFound();
  const offer = await findBundleOffer(await requestContext(locale), { bundleId: id });
  if (!offer) return notFound();
  const t = translator(locale, 'bundles.page');
  const { parts, wantedIds, currency, sumMinor, priceMinor, payMinor } = offer;
  const money = (amountMinor: number) => formatMoney(amountMinor, currency, locale);
  const licences = parts.flatMap((part) => { const licence = findLicence(part.licenceCode, locale); return licence ? [{ listingId: part.listingId, licence }] : []; });
  const texts = new Map(licences.map(({ licence }) => [licence.sha256, licence]));
  return (
    <article className="page-width grid gap-x-12 gap-y-8 py-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0 space-y-8">
        <PageHeader title={offer.title} lead={<Link href={`/${locale}/sellers/${offer.sellerSlug}`} prefetch={false} className="text-link">{t('by', { seller: offer.sellerName })}</Link>} />
        <Card>
          <table className="w-full text-sm">
            <caption className="sr-only">{offer.title}</caption>
            <thead><tr className="border-b border-line text-left text-ink-soft"><th scope="col" className="pb-2 font-normal">{t('dataset')}</th><th scope="col" className="pb-2 text-right font-normal whitespace-nowrap">{t('alone')}</th><th scope="col" className="pb-2 pl-3 text-right font-normal whitespace-nowrap">{t('together')}</th></tr></thead>
            <tbody className="divide-y divide-line">
              {parts.map((part) => (
                <tr key={part.listingId}>
                  <th scope="row" className="py-3 pr-3 text-left font-medium"><Link href={`/${locale}/datasets/${part.slug}`} prefetch={false} className="hover:underline">{part.title}</Link><span className="block text-xs font-normal text-ink-faint">{t('rows', { count: part.rowCount })}{wantedIds.includes(part.listingId) ? '' : ` · ${t('held')}`}</span></th>
                  <td className="py-3 text-right tabular-nums">{money(part.priceMinor)}</td>
                  <td className="py-3 pl-3 text-right tabular-nums">{money(part.shareMinor)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot className="border-t border-line-strong"><tr><th scope="row" className="pt-3 text-left font-semibold">{t('total')}</th><td className="pt-3 text-right tabular-nums">{priceMinor < sumMinor ? <s className="text-ink-faint">{money(sumMinor)}</s> : money(sumMinor)}</td><td className="pt-3 pl-3 text-right font-semibold tabular-nums">{money(priceMinor)}</td></tr></tfoot>
          </table>
        </Card>
        <section aria-labelledby="how"><h2 id="how" className="text-xl font-semibold">{t('how')}</h2><p className="mt-2 max-w-prose text-sm text-ink-soft">{t('howText', { exponent: bundleExponent.toFixed(1) })}</p></section>
        <div className="space-y-1">
          {[...texts.values()].map((licence) => (
            <details key={licence.sha256} className="text-sm"><summary className="inline-flex min-h-8 items-center text-accent hover:underline">{t('readLicence', { licence: licence.name })}</summary><div className="mt-2 max-h-64 max-w-prose overflow-y-auto rounded-lg border border-line bg-sunken p-4 text-xs whitespace-pre-line text-ink-soft" role="region" aria-label={licence.name} tabIndex={0}>{licence.text}</div></details>
          ))}
        </div>
      </div>
      <aside aria-label={t('pay')}>
        <Messages locale={locale} namespaces={['common', 'refusals', 'notice', 'bundles.page']}>
          <BuyBundle locale={locale} offer={{ ...offer, payMinor }} licences={licences.map(({ listingId, licence }) => ({ listingId, licenceSha256: licence.sha256 }))} action={buyBundleAction} />
        </Messages>
      </aside>
    </article>
  );
}
