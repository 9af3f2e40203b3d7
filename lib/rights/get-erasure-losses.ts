import { listOwnListings } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { requireSignIn } from '@/lib/identity';
import { findHoldings } from '@/lib/orders';
import { ok, type Result } from '@/lib/shared/result';
import type { ErasureLosses } from './schema';

/** Exactly what erasing herself would give up, now. */
export async function getErasureLosses(ctx: Context): Promise<Result<ErasureLosses>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const listings = await listOwnListings(ctx);
  return ok({ ...(await findHoldings(ctx.db, { accountId: who.value.accountId, at: ctx.now() })), listingCount: listings.ok ? listings.value.filter((listing) => listing.status === 'PUBLISHED').length : 0 });
}
