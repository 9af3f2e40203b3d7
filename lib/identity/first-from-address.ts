import type { Context, Db } from '@/lib/db';
import { addressOfDay } from '@/lib/shared/pseudonym';
import { isSharedAddress } from '@/lib/shared/shared-address';
import { takeOnce } from './store/rate-limits';

type Deed = { readonly deed: 'sale'; readonly objectId: string };

/**
 * Whether nobody did this with this object from the network address of the request today (UTC). A pseudonym of the three remembers it until the day is over. What comes
 * from no address, as our own jobs do, or from a network that many share, is always the first. Inside of the caller's transaction: what is taken back was not done.
 */
export async function isFirstFromAddress(db: Db, { address, now }: Pick<Context, 'address' | 'now'>, { deed, objectId }: Deed): Promise<boolean> {
  if (address === undefined || isSharedAddress(address)) return true;
  const { name, until } = addressOfDay(address, now(), { scope: deed, about: objectId });
  return takeOnce(db, { key: `first-${deed} ${name}`, until });
}
