import { record } from '@/lib/audit';
import { getOwnListing } from '@/lib/catalog';
import { decideMarking, getOwnTableProfile, markableColumns } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ChooseMarkingInput, OwnMarking } from '../schema';
import { findMarkingChoice, insertMarkingChoice } from './store';

/** What the seller of a listing may mark and has chosen. */
export async function getOwnMarking(ctx: Context, { listingId }: { readonly listingId: string }): Promise<Result<OwnMarking>> {
  const listing = await getOwnListing(ctx, { listingId });
  if (!listing.ok) return listing;
  const profile = await getOwnTableProfile(ctx, listing.value);
  if (!profile.ok) return profile;
  return ok({ markable: markableColumns(profile.value.columns, profile.value.table), chosen: await findMarkingChoice(ctx.db, { listingId }) });
}

/** From now on copies that are bought carry their buyer's marks in these columns; none: the exact bytes again. Rights that are there stay as they were. */
export async function chooseMarking(ctx: Context, { listingId, columns }: ChooseMarkingInput): Promise<Result<null>> {
  const listing = await getOwnListing(ctx, { listingId });
  if (!listing.ok) return listing;
  const profile = await getOwnTableProfile(ctx, listing.value);
  if (!profile.ok) return profile;
  const decision = decideMarking(columns, profile.value.columns, profile.value.table);
  if (!decision.ok) return decision;
  if (decision.value.length === 0 && (await findMarkingChoice(ctx.db, { listingId })).length === 0) return refuse('input-invalid', { field: 'columns' });
  return ctx.db.$transaction(async (tx) => {
    await insertMarkingChoice(tx, { listingId, columns: decision.value, since: ctx.now() });
    await record(tx, ctx, { action: 'marking.chosen', objectType: 'listing', objectId: listingId, detail: { columnCount: decision.value.length } });
    return ok(null);
  });
}
