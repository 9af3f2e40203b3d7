import type { Context, Db } from '@/lib/db';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { isSharedAddress } from '@/lib/shared/shared-address';
import { renameOrigins } from './store';

/**
 * What stands beside each look for the network address it came from: a keyed pseudonym of address and listing together. The same for as long as looks are kept, so that
 * an address has one voice for a listing; another for every other listing, so that what one household or office opened can't be put together by it. Of the operator's own
 * shared networks accounts count each for herself, and have none.
 * What stands under an older version of the key goes over when the next look comes from there: nobody else knows the address. By listing.
 */
export async function takeUpOrigins(tx: Db, { address, actor }: Pick<Context, 'address' | 'actor'>, listingIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (address === undefined || (actor.kind === 'account' && isSharedAddress(address))) return new Map();
  const named = listingIds.map((listingId) => ({ listingId, names: pseudonyms('behaviour', `${address} ${listingId}`, 'address') }));
  const changes = named.flatMap(({ names: [origin, ...before] }) => before.map((former) => ({ before: former, origin })));
  if (changes.length > 0) await renameOrigins(tx, changes);
  return new Map(named.map(({ listingId, names: [origin] }) => [listingId, origin]));
}
