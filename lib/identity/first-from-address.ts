import type { Context, Db } from '@/lib/db';
import { pseudonymAt } from '@/lib/shared/pseudonym';
import { takeOnce } from './store/rate-limits';

type Deed = { readonly deed: 'sale'; readonly objectId: string };

/**
 * Whether nobody did this with this object from the network address of the request today (UTC). A pseudonym of the three remembers it until the day is over. What comes
 * from no address, as our own jobs do, is always the first. Inside of the caller's transaction: what is taken back was not done.
 */
export async function isFirstFromAddress(db: Db, { address, now }: Pick<Context, 'address' | 'now'>, { deed, objectId }: Deed): Promise<boolean> {
  if (address === undefined) return true;
  const day = now().toISOString().slice(0, 10);
  const began = new Date(day);
  // Of the day's beginning: a rotation gives no address a second voice.
  return takeOnce(db, { key: `first-${deed} ${pseudonymAt(began, 'rate-limit', `${address} ${day} ${objectId}`, deed)}`, until: new Date(began.getTime() + 24 * 60 * 60 * 1_000) });
}
