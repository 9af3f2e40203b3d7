import type { Db } from '@/lib/db';
import { plansToday, quoteChoice, type QuotedChoice } from '../core/menu/quote-choice';
import type { ChoiceInput } from '../menu-schema';
import { findHeldOffer } from './store-offers';
import { listSetPlans } from './store';

type Asked = { readonly listingId: string; readonly buyerId: string; readonly choice: ChoiceInput; /** Null: on request. */ readonly wholeMinor: number | null; readonly rowCount: number; readonly now: Date };
export type SaleQuote = QuotedChoice & { readonly planId: string | null; readonly offerId: string | null };

/** What a choice costs and gives within a sale whose listing is locked. Null for what isn't, or isn't any more, on this buyer's menu. */
export async function quoteForSale(db: Db, { listingId, buyerId, choice, wholeMinor, rowCount, now }: Asked): Promise<SaleQuote | null> {
  const whole = { kind: 'ONE_OFF', share: 10_000, rowLimit: null, term: null, planId: null, offerId: null } as const;
  if (choice.kind === 'offer') {
    const offer = await findHeldOffer(db, { listingId, buyerId, offerId: choice.offerId, now });
    return offer && { ...whole, listMinor: Math.min(offer.priceMinor, wholeMinor ?? offer.priceMinor), offerId: choice.offerId };
  }
  // On request only an offer is a price.
  if (wholeMinor === null) return null;
  if (choice.kind === 'whole') return { ...whole, listMinor: wholeMinor };
  const menu = plansToday(await listSetPlans(db, { listingId }), wholeMinor);
  const plan = menu.find((one) => one.id === choice.planId);
  if (!plan || wholeMinor === 0) return null;
  const quoted = quoteChoice(plan, { rows: choice.rows, menu, wholeMinor, rowCount });
  return quoted && { ...quoted, planId: plan.id, offerId: null };
}
