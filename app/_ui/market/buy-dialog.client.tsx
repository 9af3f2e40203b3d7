'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Refusal } from '@/lib/shared/refusal';
import { Alert } from '../alert';
import { Button, LinkButton } from '../button';
import { Checkbox } from '../choice';
import { NoticeGate } from '../consent/notice-gate.client';
import { Dialog } from '../dialog.client';
import { formatMoney } from '../format';
import { RefusalText } from '../refusal-text.client';
import type { Chosen, OfferProps } from './offer';

type BuyDialogProps = Omit<OfferProps, 'menu' | 'requestOffer'> & { readonly chosen: Chosen; readonly balanceMinor: number; readonly onBought: () => void };

/** Price and licence before the click that counts. One key per opening: pressing twice buys once. */
export function BuyDialog({ locale, listing, licence, placeOrder, chosen, balanceMinor, onBought }: BuyDialogProps) {
  const t = useTranslations('market.buy');
  const common = useTranslations('common');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [hasAccepted, setHasAccepted] = useState(false);
  const [phase, setPhase] = useState<'deciding' | 'paying' | 'bought'>('deciding');
  const [fault, setFault] = useState<Refusal | 'unexpected' | null>(null);
  const key = useRef('');

  function onOpenChange(open: boolean) {
    if (!open && phase === 'paying') return;
    if (open) {
      key.current = crypto.randomUUID();
      setHasAccepted(false);
      setFault(null);
      setPhase('deciding');
    } else if (phase === 'bought') {
      onBought();
    }
    setIsOpen(open);
  }

  async function buy() {
    setPhase('paying');
    setFault(null);
    try {
      const result = await placeOrder({ listingId: listing.id, quotedMinor: chosen.priceMinor, choice: chosen.choice, licenceSha256: licence.sha256, idempotencyKey: key.current });
      setPhase(result.ok ? 'bought' : 'deciding');
      if (!result.ok) {
        setFault(result.refusal);
        // The page behind shows the old price.
        if (result.refusal.code === 'price-changed') router.refresh();
      }
    } catch {
      setPhase('deciding');
      setFault('unexpected');
    }
  }

  const menu = useTranslations('menu');
  const price = chosen.priceText;
  const isFree = chosen.priceMinor === 0;
  const label = isFree ? t('getFree') : chosen.isTerm ? menu('subscribe', { price }) : chosen.isUpgrade ? menu('upgrade', { price }) : t('buyFor', { price });
  const isBought = phase === 'bought';
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      closeLabel={common('close')}
      title={isBought ? t('bought') : t('dialogTitle', { title: listing.title })}
      trigger={<Button isWide size="lg" variant="primary">{label}</Button>}
      footer={isBought ? (
        <LinkButton variant="primary" href={`/${locale}/account/data`}>{t('toMyData')}</LinkButton>
      ) : (
        <>
          <Button disabled={phase === 'paying'} onClick={() => { onOpenChange(false); }}>{common('cancel')}</Button>
          <Button variant="primary" disabled={!hasAccepted} isBusy={phase === 'paying'} onClick={() => { void buy(); }}>{isFree ? t('confirmFree') : t('confirm', { price })}</Button>
        </>
      )}
    >
      {isBought ? (
        <p role="status" className="flex gap-3 text-sm"><CircleCheck aria-hidden className="size-5 shrink-0 text-good" />{t('boughtBody', { title: listing.title })}</p>
      ) : (
        <NoticeGate locale={locale} surface="purchase">
          <div className="space-y-4">
            <dl className="divide-y divide-line text-sm">
              <Row name={t('what')} value={chosen.name} />
              <Row name={t('price')} value={price} />
              <Row name={t('balanceAfter')} value={formatMoney(balanceMinor - chosen.priceMinor, listing.currency, locale)} />
              <Row name={t('licence')} value={licence.name} />
            </dl>
            <div role="region" aria-label={t('licenceText')} tabIndex={0} className="max-h-48 overflow-y-auto rounded-lg border border-line bg-sunken p-4 text-xs whitespace-pre-line text-ink-soft">{licence.text}</div>
            <Checkbox id="accept-licence" label={t('accept', { licence: licence.name })} checked={hasAccepted} disabled={phase === 'paying'} onChange={(event) => { setHasAccepted(event.currentTarget.checked); }} />
            {fault ? <Alert tone="bad" isLive>{fault === 'unexpected' ? common('unexpected') : <RefusalText refusal={fault} />}</Alert> : null}
          </div>
        </NoticeGate>
      )}
    </Dialog>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex items-baseline justify-between gap-6 py-2">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="text-right font-medium tabular-nums">{value}</dd>
    </div>
  );
}
