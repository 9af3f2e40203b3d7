'use client';

import { useState } from 'react';
import type { OwnershipView } from '@/lib/orders/schema';
import { isMore, lineOffers, priceFor, type ChoiceInput, type MenuView } from '@/lib/pricing/schema';
import { isRowCount } from './plan-chooser.client';
import type { MenuLine } from './menu-line.client';

/** The menu for this reader, and what she has chosen of it. */
export function useMenuChoice(menu: MenuView, view: OwnershipView | null) {
  const [wantedId, choose] = useState('');
  const [usageRows, setUsageRows] = useState(String(Math.min(menu.rowCount, 1_000)));
  const rows = isRowCount(usageRows, menu.rowCount) ? Number(usageRows) : null;
  const offers: MenuLine[] = [...lineOffers(menu, view?.held ?? null, rows ?? 1)];
  const offer = view?.request?.offer;
  const everything = { rows: menu.rowCount, isForGood: true };
  // Who holds a part, the free sample perhaps, is offered the rest for the difference.
  if (view?.request && offer && (!view.held || isMore(view.held, everything))) {
    const whole = offers[0];
    const listMinor = Math.min(offer.priceMinor, menu.wholeMinor ?? offer.priceMinor);
    // Where there is no price the offer comes first: it is what can be bought.
    if (whole) offers.splice(menu.wholeMinor === null ? 0 : 1, 0, { ...whole, kind: 'ONE_OFF', id: 'offer', listMinor, priceMinor: priceFor({ ...everything, listMinor }, view.held), offer: { offerId: offer.offerId, buyerClass: view.request.buyerClass, reason: offer.reason, endsAt: offer.endsAt } });
  }
  const open = offers.filter((line) => !line.isHeld);
  const chosen = open.find((line) => line.id === wantedId) ?? open[0] ?? null;
  const isWrong = chosen?.kind === 'USAGE' && rows === null;
  return { lines: offers, chosen, choose, usageRows, setUsageRows, isWrong, choice: chosen ? choiceOf(chosen, rows) : null };
}

function choiceOf(line: MenuLine, rows: number | null): ChoiceInput {
  if (line.offer) return { kind: 'offer', offerId: line.offer.offerId };
  return line.id === 'whole' ? { kind: 'whole' } : { kind: 'plan', planId: line.id, rows: line.kind === 'USAGE' ? rows : null };
}
