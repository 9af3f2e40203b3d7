'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { OwnershipView } from '@/lib/orders/schema';
import { isMore, type MenuView } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { Button, LinkButton } from '../button';
import { formatMoney } from '../format';
import { useMe, type Me } from '../me.client';
import { requestJson } from '../request-json.client';
import { BuyDialog } from './buy-dialog.client';
import { ListButtons } from './list-buttons.client';
import { useMenuWords } from './menu-line.client';
import type { OfferProps } from './offer';
import { OfferRequest } from './offer-request.client';
import { PlanChooser } from './plan-chooser.client';
import { useMenuChoice } from './use-menu-choice.client';

/** The one thing to do on a dataset page, and what of the dataset it is done to. Its room is kept while it asks who is looking. */
export function BuyPanel(props: OfferProps) {
  const { me, hasFailed } = useMe();
  const ownership = useOwnership(props.listing.id, me);
  const choosing = useMenuChoice(props.menu, ownership.view);
  const { lines, chosen, choose, usageRows, setUsageRows } = choosing;
  const isOwn = ownership.view?.isOwn ?? false;
  return (
    <>
      {lines.length > 1 && !isOwn ? <PlanChooser locale={props.locale} menu={props.menu} lines={lines} chosenId={chosen?.id ?? ''} onChoose={choose} usageRows={usageRows} onUsageRows={setUsageRows} /> : null}
      <div className="mt-4 min-h-[6.25rem]" aria-live="polite">
        <PanelState {...props} me={me} hasFailed={hasFailed} ownership={ownership} choosing={choosing} />
      </div>
      {isOwn ? null : <ListButtons locale={props.locale} listingId={props.listing.id} title={props.listing.title} mayAddToCart={props.menu.wholeMinor !== null && ownership.view !== null && !ownsAll(ownership.view, props.menu)} />}
    </>
  );
}

type Ownership = { readonly view: OwnershipView | null; readonly ask: () => Promise<void> };

/** Whether nothing of it is left to buy: all its rows are hers for good. */
function ownsAll({ held }: OwnershipView, { rowCount }: MenuView): boolean {
  return held !== null && !isMore(held, { rows: rowCount, isForGood: true });
}

/** Asked again after buying. When it cannot be had the reader may still try: what must not be bought is refused, not charged. */
function useOwnership(listingId: string, me: Me | null): Ownership {
  const [view, setView] = useState<OwnershipView | null>(null);
  const account = me?.account ?? null;
  const balanceMinor = account === null ? null : account.balanceMinor;

  const ask = useCallback(async () => {
    const answer = await requestJson<OwnershipView>(`/api/owned/${listingId}`);
    setView(answer.ok ? answer.value : { owned: null, held: null, request: null, isOwn: false, signedIn: true, balanceMinor });
  }, [listingId, balanceMinor]);

  const isSignedIn = account !== null;
  useEffect(() => {
    // A visitor owns nothing: not worth a request.
    if (isSignedIn) void ask();
  }, [isSignedIn, ask]);

  return { view, ask };
}

type PanelStateProps = OfferProps & { readonly me: Me | null; readonly hasFailed: boolean; readonly ownership: Ownership; readonly choosing: ReturnType<typeof useMenuChoice> };

function PanelState({ locale, listing, licence, placeOrder, menu, requestOffer, me, hasFailed, ownership, choosing }: PanelStateProps) {
  const t = useTranslations('market.buy');
  const path = usePathname();
  const { refresh } = useMe();
  const words = useMenuWords(menu, locale);
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
  const { chosen, choice } = choosing;
  if (chosen === null || choice === null || ownsAll(view, menu)) return <OwnedState locale={locale} />;
  if (view.balanceMinor === null) return <Note>{t('cannotBuy')}</Note>;
  if (chosen.kind === 'ON_REQUEST') return <OfferRequest listingId={listing.id} request={view.request} action={requestOffer} onAsked={() => { void ownership.ask(); }} />;
  if (choosing.isWrong) return <Button isWide size="lg" disabled>{t('buyFor', { price: '–' })}</Button>;
  const { balanceMinor } = view;
  const missingMinor = chosen.priceMinor - balanceMinor;
  if (missingMinor > 0) {
    return (
      <>
        <LinkButton isWide size="lg" variant="primary" href={`/${locale}/account/wallet?next=${encodeURIComponent(path)}`} prefetch={false}>{t('topUp')}</LinkButton>
        <Note>{t('tooLow', { balance: formatMoney(balanceMinor, listing.currency, locale), missing: formatMoney(missingMinor, listing.currency, locale) })}</Note>
      </>
    );
  }
  const bought = { choice, name: words.nameOf(chosen), priceText: words.priceOf(chosen), priceMinor: chosen.priceMinor, isTerm: chosen.term !== null, isUpgrade: view.held !== null };
  return (
    <>
      <BuyDialog locale={locale} listing={listing} licence={licence} placeOrder={placeOrder} chosen={bought} balanceMinor={balanceMinor} onBought={() => { void ownership.ask(); void refresh(); }} />
      {view.held === null ? <Note>{t('balance', { balance: formatMoney(balanceMinor, listing.currency, locale) })}</Note> : <OwnedNote locale={locale} />}
    </>
  );
}

function OwnedNote({ locale }: { readonly locale: Locale }) {
  const t = useTranslations('market.buy');
  return <p className="mt-2.5 flex items-center gap-1.5 text-sm text-good"><CircleCheck aria-hidden className="size-4" /><Link href={`/${locale}/account/data`} prefetch={false} className="inline-flex min-h-6 items-center underline">{t('toMyData')}</Link></p>;
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
