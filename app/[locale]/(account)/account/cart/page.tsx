import type { Metadata } from 'next';
import Link from 'next/link';
import { ShoppingCart } from 'lucide-react';
import { findLicence } from '@/lib/catalog';
import { getCart } from '@/lib/orders';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { LinkButton } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatMoney } from '@/app/_ui/format';
import { ForYou } from '@/app/_ui/market/for-you.client';
import { PageHeader } from '@/app/_ui/page-header';
import { TakeOff } from '../_parts/take-off.client';
import { checkOutAction, setListedAction } from './actions';
import { CheckOutForm } from './check-out-form.client';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'lists.cartPage')('title') };
}

export default async function CartPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const cart = valueOrNotFound(await getCart(await requireContext(locale, 'BUYER')));
  const t = translator(locale, 'lists.cartPage');
  const free = translator(locale, 'common')('free');
  const price = (minor: number): string => (minor === 0 ? free : formatMoney(minor, cart.currency, locale));
  const licences = new Map(cart.cards.map((card) => [card.licenceCode, findLicence(card.licenceCode, locale)]));
  const items = cart.cards.flatMap((card) => { const licence = licences.get(card.licenceCode); return licence ? [{ listingId: card.id, title: card.title, quotedMinor: card.priceMinor, licenceSha256: licence.sha256 }] : []; });
  const rest = (
    <>
      {cart.cards.length === 0 ? <EmptyState icon={<ShoppingCart />} title={t('empty')} body={t('emptyBody')} action={<LinkButton href={`/${locale}/search`} variant="primary">{t('browse')}</LinkButton>} /> : null}
      <div className="mt-12 min-w-0"><ForYou locale={locale} surface="cart" title={cart.cards.length === 0 ? translator(locale, 'lists')('whileYouAreHere') : t('suggestions')} /></div>
    </>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {cart.goneCount > 0 ? <Alert tone="warn" className="mb-5">{t('gone', { count: cart.goneCount })}</Alert> : null}
      <Messages locale={locale} namespaces={['common', 'lists', 'market.forYou', 'notice', 'refusals']}>
        <CheckOutForm locale={locale} items={items} total={price(cart.totalMinor)} missing={cart.totalMinor > cart.balanceMinor ? formatMoney(cart.totalMinor - cart.balanceMinor, cart.currency, locale) : null} action={checkOutAction} rest={rest}>
          {cart.cards.length === 0 ? null : (
            <Card>
              <table className="w-full text-sm">
                <caption className="sr-only">{t('title')}</caption>
                <thead><tr className="border-b border-line text-left text-ink-soft"><th scope="col" className="pb-2 font-normal">{t('dataset')}</th><th scope="col" className="pb-2 font-normal max-sm:hidden">{t('licence')}</th><th scope="col" className="pb-2 text-right font-normal">{t('price')}</th><td /></tr></thead>
                <tbody className="divide-y divide-line">
                  {cart.cards.map((card) => (
                    <tr key={card.id}>
                      <th scope="row" className="py-3 pr-3 text-left font-medium"><Link href={`/${locale}/datasets/${card.slug}`} prefetch={false} className="hover:underline">{card.title}</Link><span className="block text-xs font-normal text-ink-faint">{card.sellerName}</span></th>
                      <td className="py-3 pr-3 text-ink-soft max-sm:hidden">{licences.get(card.licenceCode)?.name ?? card.licenceCode}</td>
                      <td className="py-3 text-right tabular-nums">{price(card.priceMinor)}</td>
                      <td className="w-10 py-3 pl-1"><TakeOff list="cart" listingId={card.id} label={t('remove', { title: card.title })} action={setListedAction} /></td>
                    </tr>
                  ))}
                </tbody>
                <tfoot className="border-t border-line-strong">
                  <Sum label={t('total')} value={price(cart.totalMinor)} isStrong />
                  <Sum label={t('balance')} value={formatMoney(cart.balanceMinor, cart.currency, locale)} />
                  {cart.balanceMinor >= cart.totalMinor ? <Sum label={t('after')} value={formatMoney(cart.balanceMinor - cart.totalMinor, cart.currency, locale)} /> : null}
                </tfoot>
              </table>
              <div className="mt-4 space-y-1 border-t border-line pt-4">
                {[...licences.values()].map((licence) => (licence === null ? null : (
                  <details key={licence.sha256} className="text-sm">
                    <summary className="inline-flex min-h-8 items-center text-accent hover:underline">{t('readLicence', { licence: licence.name })}</summary>
                    <div className="mt-2 max-h-64 max-w-prose overflow-y-auto rounded-lg border border-line bg-sunken p-4 text-xs whitespace-pre-line text-ink-soft" role="region" aria-label={licence.name} tabIndex={0}>{licence.text}</div>
                  </details>
                )))}
              </div>
            </Card>
          )}
        </CheckOutForm>
      </Messages>
    </>
  );
}

function Sum({ label, value, isStrong = false }: { readonly label: string; readonly value: string; readonly isStrong?: boolean }) {
  return (
    <tr className={isStrong ? 'text-base font-semibold' : 'text-ink-soft'}>
      <th scope="row" className="pt-2 text-left font-[inherit]">{label}</th><td className="max-sm:hidden" /><td className="pt-2 text-right tabular-nums">{value}</td><td />
    </tr>
  );
}
