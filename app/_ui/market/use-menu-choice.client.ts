'use client';

import { useState } from 'react';
import type { OwnershipView } from '@/lib/orders/schema';
import { lineOffers, offerLine, type ChoiceInput, type MenuView } from '@/lib/pricing/schema';
import { isRowCount } from './plan-chooser.client';
import type { MenuLine } from './menu-line.client';

/** The menu for this reader, and what she has chosen of it. */
export function useMenuChoice(menu: MenuView, view: OwnershipView | null) {
  const [wantedId, choose] = useState('');
  const [usageRows, setUsageRows] = useState(String(Math.min(menu.rowCount, 1_000)));
  const rows = isRowCount(usageRows, menu.rowCount) ? Number(usageRows) : null;
  const offers: MenuLine[] = [...lineOffers(menu, view?.held ?? null, rows ?? 1)];
  const offer = view?.request?.offer;
  const offered = offer ? offerLine(menu, view?.held ?? null, offer.priceMinor) : null;
  // Where there is no price the offer comes first: it is what can be bought.
  if (view?.request && offer && offered) offers.splice(menu.wholeMinor === null ? 0 : 1, 0, { ...offered, offer: { offerId: offer.offerId, buyerClass: view.request.buyerClass, reason: offer.reason, endsAt: offer.endsAt } });
  const open = offers.filter((line) => !line.isHeld);
  const chosen = open.find((line) => line.id === wantedId) ?? open[0] ?? null;
  const isWrong = chosen?.kind === 'USAGE' && rows === null;
  return { lines: offers, chosen, choose, usageRows, setUsageRows, isWrong, choice: chosen ? choiceOf(chosen, rows) : null };
}

function choiceOf(line: MenuLine, rows: number | null): ChoiceInput {
  if (line.offer) return { kind: 'offer', offerId: line.offer.offerId };
  return line.id === 'whole' ? { kind: 'whole' } : { kind: 'plan', planId: line.id, rows: line.kind === 'USAGE' ? rows : null };
}
