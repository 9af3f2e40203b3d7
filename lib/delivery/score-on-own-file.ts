import type { Readable } from 'node:stream';
import { record } from '@/lib/audit';
import { findOnSale } from '@/lib/catalog';
import { scoreValidationFile } from '@/lib/datasets';
import type { TableScoreView } from '@/lib/datasets/schema';
import type { Context } from '@/lib/db';
import { requireRole, takePoint } from '@/lib/identity';
import { findOwnership } from '@/lib/orders';
import { ok, refuse, type Result } from '@/lib/shared/result';

/**
 * Try before you buy: what a published dataset adds to a buyer's own task, by its published sample, or by as much as she owns of it. Who asked for what is
 * recorded, her file is not.
 */
export async function scoreOnOwnFile(ctx: Context, { listingId, ...file }: { readonly listingId: string; readonly fileName: string; readonly label: string; readonly bytes: Readable }): Promise<Result<TableScoreView>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const found = await findOnSale(ctx.db, { listingId });
  if (!found.ok) return found;
  const listing = found.value;
  const wait = await takePoint(ctx.db, 'validation-account', who.value.accountId);
  if (wait !== null) return refuse('too-many-attempts', { params: { seconds: wait } });
  const own = await findOwnership(ctx, { listingId });
  const ownedRows = own.ok ? (own.value.isOwn ? listing.rowCount : own.value.held?.rows ?? null) : null;
  const scored = await scoreValidationFile(ctx.db, { revisionId: listing.revisionId, datasetId: listing.datasetId, ownedRows, ...file });
  await record(ctx.db, ctx, { action: 'validation.scored', objectType: 'listing', objectId: listingId, outcome: scored.ok ? 'ok' : 'refused' });
  return scored.ok ? ok({ ...scored.value, basis: ownedRows === null ? 'sample' : 'owned' }) : scored;
}
