import type { Db } from '@/lib/db';
import { rowsOfShare } from '../core/menu/usage-price';
import { plansToday } from '../core/menu/quote-choice';
import type { MenuView } from '../menu-schema';
import { findMenuFacts, listSetPlans } from './store';

/** What a published listing offers, at today's prices: the same for everybody. Null for what isn't on sale. */
export async function getMenu(db: Db, { listingId }: { readonly listingId: string }): Promise<MenuView | null> {
  const facts = await findMenuFacts(db, { listingId });
  if (!facts || facts.status !== 'PUBLISHED') return null;
  // Lines that were set beside a price wait for the next one.
  if (facts.priceMinor === null) return { wholeMinor: null, rowCount: Number(facts.rowCount), currency: facts.currency, plans: [] };
  const [wholeMinor, rowCount] = [Number(facts.priceMinor), Number(facts.rowCount)];
  const plans = plansToday(await listSetPlans(db, { listingId }), wholeMinor);
  // Where the whole is free nothing else is worth a line.
  const shown = wholeMinor === 0 ? plans.filter((plan) => plan.kind === 'ON_REQUEST') : plans;
  return { wholeMinor, rowCount, currency: facts.currency, plans: shown.map((plan) => ({ ...plan, rowCount: plan.kind === 'USAGE' ? null : rowsOfShare(plan.share, rowCount) })) };
}
