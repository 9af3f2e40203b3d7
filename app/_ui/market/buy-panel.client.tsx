'use client';

import { usePathname } from 'next/navigation';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { OwnershipView } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { Button, LinkButton } from '../button';
import { formatMoney } from '../format';
import { useMe, type Me } from '../me.client';
import { requestJson } from '../request-json.client';
import { BuyDialog } from './buy-dialog.client';
import type { OfferProps } from './offer';

/** The one thing to do on a dataset page. Its room is kept while it asks who is looking. */
export function BuyPanel(props: OfferProps) {
  const { me, hasFailed } = useMe();
  const ownership = useOwnership(props.listing.id, me);
  return (
    <div className="mt-4 min-h-[6.25rem]" aria-live="polite">
      <PanelState {...props} me={me} hasFailed={hasFailed} ownership={ownership} />
    </div>
  );
}

type Ownership = { readonly view: OwnershipView | null; readonly ask: () => Promise<void> };

/** Asked again after buying. When it cannot be had the reader may still try: what must not be bought is refused, not charged. */
function useOwnership(listingId: string, me: Me | null): Ownership {
  const [view, setView] = useState<OwnershipView | null>(null);
  const account = me?.account ?? null;
  const balanceMinor = account === null ? null : account.balanceMinor;

  const ask = useCallback(async () => {
    const answer = await requestJson<OwnershipView>(`/api/owned/${listingId}`);
    setView(answer.ok ? answer.value : { owned: null, isOwn: false, signedIn: true, balanceMinor });
  }, [listingId, balanceMinor]);

  const isSignedIn = account !== null;
  useEffect(() => {
    // A visitor owns nothing: not worth a request.
    if (isSignedIn) void ask();
  }, [isSignedIn, ask]);

  return { view, ask };
}

type PanelStateProps = OfferProps & { readonly me: Me | null; readonly hasFailed: boolean; readonly ownership: Ownership };

function PanelState({ locale, listing, licence, placeOrder, me, hasFailed, ownership }: PanelStateProps) {
  const t = useTranslations('market.buy');
  const path = usePathname();
  const { refresh } = useMe();
  if (hasFailed && me === null) {
    return <><Button isWide size="lg" onClick={() => { void refresh(); }}>{t('retry')}</Button><Note>{t('unreachable')}</Note></>;
  }
  if (me === null) return <div aria-hidden className="h-12 rounded-lg bg-sunken" />;
  if (me.account === null) {
    return (
      <>
        <LinkButton isWide size="lg" variant="primary" href={`/${locale}/sign-in?next=${encodeURIComponent(path)}`} prefetch={false}>{t('signIn')}</LinkButton>
        <Note>{t('signInWhy')}</Note>
      </>
    );
  }
  const { view } = ownership;
  if (view === null) return <div aria-hidden className="h-12 rounded-lg bg-sunken" />;
  if (view.isOwn) {
    return <><LinkButton isWide size="lg" href={`/${locale}/sell/listings/${listing.id}`} prefetch={false}>{t('manage')}</LinkButton><Note>{t('ownListing')}</Note></>;
  }
  if (view.owned !== null && !view.owned.isRevoked) return <OwnedState locale={locale} />;
  if (view.balanceMinor === null) return <Note>{t('cannotBuy')}</Note>;
  const { balanceMinor } = view;
  const missingMinor = listing.priceMinor - balanceMinor;
  if (missingMinor > 0) {
    return (
      <>
        <LinkButton isWide size="lg" variant="primary" href={`/${locale}/account/wallet?next=${encodeURIComponent(path)}`} prefetch={false}>{t('topUp')}</LinkButton>
        <Note>{t('tooLow', { balance: formatMoney(balanceMinor, listing.currency, locale), missing: formatMoney(missingMinor, listing.currency, locale) })}</Note>
      </>
    );
  }
  return (
    <>
      <BuyDialog locale={locale} listing={listing} licence={licence} placeOrder={placeOrder} balanceMinor={balanceMinor} onBought={() => { void ownership.ask(); void refresh(); }} />
      <Note>{t('balance', { balance: formatMoney(balanceMinor, listing.currency, locale) })}</Note>
    </>
  );
}

function OwnedState({ locale }: { readonly locale: Locale }) {
  const t = useTranslations('market.buy');
  return (
    <>
      <LinkButton isWide size="lg" variant="primary" href={`/${locale}/account/data`} prefetch={false}>{t('toMyData')}</LinkButton>
      <p className="mt-2.5 flex items-center gap-1.5 text-sm text-good"><CircleCheck aria-hidden className="size-4" />{t('owned')}</p>
    </>
  );
}

function Note({ children }: { readonly children: ReactNode }) {
  return <p className="mt-2.5 text-sm text-ink-soft">{children}</p>;
}
