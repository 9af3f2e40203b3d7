import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { WaitingRequests } from '../menu-schema';
import { countOpenByListing } from './store-offers';

/** How many buyers wait for the seller's answer, by listing: never who. */
export async function listWaitingRequests(ctx: Context): Promise<Result<readonly WaitingRequests[]>> {
  const who = requireRole(ctx, 'SELLER');
  return who.ok ? ok(await countOpenByListing(ctx.db, { sellerId: who.value.accountId })) : who;
}
