import type { Readable } from 'node:stream';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { record } from '@/lib/audit';
import { findPublishedListingById } from '@/lib/catalog';
import { scoreValidationFile, type TableScore } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { pseudonym } from '@/lib/shared/pseudonym';
import { refuse, type Result } from '@/lib/shared/result';

/** Few enough that nobody finds out about single rows by asking again and again with files that differ in one. */
const perDay = 20;
const limiter = new RateLimiterMemory({ points: perDay, duration: 24 * 60 * 60 });

/** Try before you buy: what a published dataset adds to a buyer's own task. Who asked for what is recorded, her file is not. */
export async function scoreOnOwnFile(ctx: Context, { listingId, ...file }: { readonly listingId: string; readonly fileName: string; readonly label: string; readonly bytes: Readable }): Promise<Result<TableScore>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const listing = await findPublishedListingById(ctx.db, { listingId });
  if (!listing) return refuse('not-found');
  const wait = await takePoint(who.value.accountId);
  if (wait !== null) return refuse('too-many-attempts', { params: { seconds: wait } });
  const scored = await scoreValidationFile(ctx.db, { revisionId: listing.revisionId, datasetId: listing.datasetId, ...file });
  await record(ctx.db, ctx, { action: 'validation.scored', objectType: 'listing', objectId: listingId, outcome: scored.ok ? 'ok' : 'refused' });
  return scored;
}

async function takePoint(accountId: string): Promise<number | null> {
  try {
    await limiter.consume(pseudonym('rate-limit', accountId, 'validation'));
    return null;
  } catch (limit) {
    if (limit instanceof RateLimiterRes) return Math.max(1, Math.ceil(limit.msBeforeNext / 1000));
    throw limit;
  }
}
