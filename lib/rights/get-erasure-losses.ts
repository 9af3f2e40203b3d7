import { listOwnListings } from '@/lib/catalog';
import { countUnsharedUploads } from '@/lib/datasets';
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
  const { accountId } = who.value;
  return ok({ ...(await findHoldings(ctx.db, { accountId, at: ctx.now() })), uploadCount: await countUnsharedUploads(ctx.db, { accountId }), listingCount: listings.ok ? listings.value.filter((listing) => listing.status === 'PUBLISHED').length : 0 });
}
