import type { Metadata } from 'next';
import Link from 'next/link';
import { bundleExponent, listOwnBundles } from '@/lib/pricing';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { BundleEditor } from '@/app/_ui/bundles/bundle-editor.client';
import { Card, CardHeader } from '@/app/_ui/card';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { formatMoney } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { ConfirmAction } from '@/app/_ui/seller/confirm-action.client';
import { retireBundleAction, saveBundleAction } from './actions';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'bundles')('title'), robots: { index: false } };
}

/** What the seller offers together, and a form for more of it. */
export default async function BundlesPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const own = valueOrNotFound(await listOwnBundles(await requireContext(locale, 'SELLER')));
  const t = translator(locale, 'bundles');
  const { bundles, unsold, onSale, currency } = own;
  const money = (amountMinor: number) => formatMoney(amountMinor, currency, locale);
  const priced = (priceMinor: number, sumMinor: number) => (priceMinor < sumMinor ? t('price', { price: money(priceMinor), sum: money(sumMinor) }) : t('priceOnly', { price: money(priceMinor) }));
  const standing = [...bundles.map(({ id, title, priceMinor, sumMinor }) => ({ id, title, text: priced(priceMinor, sumMinor), isSold: true })), ...unsold.map(({ id, title }) => ({ id, title, text: t('unsold'), isSold: false }))];
  return (
    <div className="page-width space-y-8 py-10">
      <PageHeader title={t('title')} lead={t('lead')} breadcrumbs={[{ label: translator(locale, 'seller')('title'), href: `/${locale}/sell` }, { label: t('title') }]} breadcrumbsLabel={translator(locale, 'common')('breadcrumbs')} />
      <Messages locale={locale} namespaces={['common', 'refusals', 'bundles']}>
        <Card as="section" labelledBy="new-bundle">
          <CardHeader id="new-bundle" title={t('new')} />
          {onSale.length < 2 ? <p className="text-sm text-ink-soft">{t('few', { count: onSale.length })}</p> : <BundleEditor key={bundles.map((bundle) => bundle.id).join()} locale={locale} onSale={onSale} currency={currency} exponent={bundleExponent} standing={bundles.map((bundle) => bundle.parts.map((part) => part.listingId))} save={saveBundleAction} />}
        </Card>
        <Card as="section" labelledBy="own-bundles">
          <CardHeader id="own-bundles" title={t('yours')} />
          {standing.length === 0 ? <p className="text-sm text-ink-soft">{t('empty')}</p> : (
            <ul className="divide-y divide-line">
              {standing.map(({ id, title, text, isSold }) => (
                <li key={id} className="flex flex-wrap items-center justify-between gap-3 py-3 text-sm">
                  <span><span className="block font-medium">{isSold ? <Link href={`/${locale}/bundles/${id}`} prefetch={false} className="text-link">{title}</Link> : title}</span><span className="text-ink-soft tabular-nums">{text}</span></span>
                  <ConfirmAction label={t('retire')} title={t('retire')} body={t('retireBody')} input={{ bundleId: id }} action={retireBundleAction} isSmall />
                </li>
              ))}
            </ul>
          )}
        </Card>
      </Messages>
    </div>
  );
}
