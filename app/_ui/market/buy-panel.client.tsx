'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { OwnershipView } from '@/lib/orders/schema';
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

type Ownership = { readonly state: 'unknown' | 'owned' | 'not-owned'; readonly markOwned: () => void };

function useOwnership(listingId: string, me: Me | null): Ownership {
  const [state, setState] = useState<Ownership['state']>('unknown');
  const isSignedIn = me === null ? null : me.account !== null;

  useEffect(() => {
    if (isSignedIn === null) return;
    let isCurrent = true;
    // A visitor owns nothing: not worth a request.
    const answer = isSignedIn ? requestJson<OwnershipView>(`/api/owned/${listingId}`) : Promise.resolve({ ok: true as const, value: { owned: null } });
    void answer.then((ownership) => {
      // When it cannot be had, offer to buy: a second order of the same listing is refused, not charged.
      if (isCurrent) setState(ownership.ok && ownership.value.owned?.isRevoked === false ? 'owned' : 'not-owned');
    });
    return () => { isCurrent = false; };
  }, [isSignedIn, listingId]);

  return { state, markOwned: () => { setState('owned'); } };
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
  if (me.account.sellerSlug === listing.sellerSlug) {
    return <><LinkButton isWide size="lg" href={`/${locale}/sell/listings/${listing.id}`} prefetch={false}>{t('manage')}</LinkButton><Note>{t('ownListing')}</Note></>;
  }
  if (ownership.state === 'unknown') return <div aria-hidden className="h-12 rounded-lg bg-sunken" />;
  if (ownership.state === 'owned') {
    return (
      <>
        <LinkButton isWide size="lg" variant="primary" href={`/${locale}/account/data`} prefetch={false}>{t('toMyData')}</LinkButton>
        <p className="mt-2.5 flex items-center gap-1.5 text-sm text-good"><CircleCheck aria-hidden className="size-4" />{t('owned')}</p>
      </>
    );
  }
  const { balanceMinor, currency } = me.account;
  const missingMinor = listing.priceMinor - balanceMinor;
  if (missingMinor > 0) {
    return (
      <>
        <LinkButton isWide size="lg" variant="primary" href={`/${locale}/account/wallet?next=${encodeURIComponent(path)}`} prefetch={false}>{t('topUp')}</LinkButton>
        <Note>{t('tooLow', { balance: formatMoney(balanceMinor, currency, locale), missing: formatMoney(missingMinor, currency, locale) })}</Note>
      </>
    );
  }
  return (
    <>
      <BuyDialog locale={locale} listing={listing} licence={licence} placeOrder={placeOrder} balanceMinor={balanceMinor} onBought={() => { ownership.markOwned(); void refresh(); }} />
      <Note>{t('balance', { balance: formatMoney(balanceMinor, currency, locale) })}</Note>
    </>
  );
}

function Note({ children }: { readonly children: ReactNode }) {
  return <p className="mt-2.5 text-sm text-ink-soft">{children}</p>;
}
