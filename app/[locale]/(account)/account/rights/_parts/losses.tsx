import type { ErasureLosses } from '@/lib/rights/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatDate, formatMoney } from '@/app/_ui/format';

/** To the cent and by name: what ends with the account. Nothing that isn't there is spoken of. */
export function Losses({ losses, locale }: { readonly losses: ErasureLosses; readonly locale: Locale }) {
  const t = translator(locale, 'guard.erase');
  const money = (amountMinor: number) => formatMoney(amountMinor, losses.currency, locale);
  const { subscriptions } = losses;
  const lines = [
    losses.walletMinor > 0 && { key: 'wallet', what: t('wallet', { amount: money(losses.walletMinor) }), text: t('walletText') },
    losses.sellerBalanceMinor > 0 && { key: 'balance', what: t('balance', { amount: money(losses.sellerBalanceMinor) }), text: t('balanceText') },
    subscriptions.length > 0 && { key: 'subscriptions', what: t('subscriptions', { count: subscriptions.length }), text: `${subscriptions.map(({ title, paidUntil }) => t('subscription', { title, date: formatDate(paidUntil, locale) })).join('; ')}. ${t('subscriptionsText')}` },
    losses.licenceCount > 0 && { key: 'licences', what: t('licences', { count: losses.licenceCount }), text: t('licencesText') },
    losses.listingCount > 0 && { key: 'listings', what: t('listings', { count: losses.listingCount }), text: `${t('listingsText')} ${t('holders', { count: losses.holderCount })}` },
    losses.uploadCount > 0 && { key: 'uploads', what: t('uploads', { count: losses.uploadCount }), text: t('uploadsText') },
  ].filter((line) => line !== false);
  return (
    <section aria-label={t('title')} className="rounded-lg border border-line bg-sunken p-4 text-sm">
      <h3 className="font-semibold">{t('title')}</h3>
      {lines.length === 0 ? <p className="mt-1 text-ink-soft">{t('none')}</p> : (
        <>
          <p className="mt-1 text-ink-soft">{t('lead')}</p>
          <ul className="mt-3 space-y-2">{lines.map(({ key, what, text }) => <li key={key}><strong className="font-medium">{what}</strong> <span className="block text-ink-soft">{text}</span></li>)}</ul>
        </>
      )}
    </section>
  );
}
