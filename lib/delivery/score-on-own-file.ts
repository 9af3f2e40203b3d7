import type { Readable } from 'node:stream';
import { record } from '@/lib/audit';
import { findPublishedListingById } from '@/lib/catalog';
import { scoreValidationFile, type TableScore } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { requireRole, takePoint } from '@/lib/identity';
import { refuse, type Result } from '@/lib/shared/result';

/** Try before you buy: what a published dataset adds to a buyer's own task. Who asked for what is recorded, her file is not. */
export async function scoreOnOwnFile(ctx: Context, { listingId, ...file }: { readonly listingId: string; readonly fileName: string; readonly label: string; readonly bytes: Readable }): Promise<Result<TableScore>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const listing = await findPublishedListingById(ctx.db, { listingId });
  if (!listing) return refuse('not-found');
  const wait = await takePoint(ctx.db, 'validation-account', who.value.accountId);
  if (wait !== null) return refuse('too-many-attempts', { params: { seconds: wait } });
  const scored = await scoreValidationFile(ctx.db, { revisionId: listing.revisionId, datasetId: listing.datasetId, ...file });
  await record(ctx.db, ctx, { action: 'validation.scored', objectType: 'listing', objectId: listingId, outcome: scored.ok ? 'ok' : 'refused' });
  return scored;
}
