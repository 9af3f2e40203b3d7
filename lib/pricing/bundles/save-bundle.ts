import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { maxBundlesOfSeller, type BundleIdInput, type SaveBundleInput } from '../bundle-schema';
import { readOnSale } from './read-on-sale';
import { insertBundle, listBundlesOf, lockSeller, retireBundleRow } from './store';

/** Offers some of the seller's own datasets together. The price is computed, so nothing she chooses can be got around. */
export async function saveBundle(ctx: Context, { title, listingIds }: SaveBundleInput): Promise<Result<{ bundleId: string }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => {
    await lockSeller(tx, { sellerId });
    const onSale = new Set((await readOnSale(tx, { sellerId })).map((one) => one.listingId));
    // Another seller's dataset and one that isn't on sale for money answer alike.
    if (!listingIds.every((listingId) => onSale.has(listingId))) return refuse('not-found');
    const standing = await listBundlesOf(tx, { sellerId });
    if (standing.length >= maxBundlesOfSeller) return refuse('list-full', { params: { max: maxBundlesOfSeller } });
    const same = standing.find((bundle) => bundle.items.length === listingIds.length && bundle.items.every((item) => listingIds.includes(item.listingId)));
    if (same) return ok({ bundleId: same.id });
    const bundleId = await insertBundle(tx, { sellerId, title, listingIds, at: ctx.now() });
    await record(tx, ctx, { action: 'bundle.saved', objectType: 'bundle', objectId: bundleId, detail: { title, listingIds: listingIds.join(' ') } });
    return ok({ bundleId });
  });
}

/** Takes a bundle off sale; who bought keeps what she bought. */
export async function retireBundle(ctx: Context, { bundleId }: BundleIdInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    if (!(await retireBundleRow(tx, { bundleId, sellerId: who.value.accountId, at: ctx.now() }))) return refuse('not-found');
    await record(tx, ctx, { action: 'bundle.retired', objectType: 'bundle', objectId: bundleId });
    return ok(null);
  });
}
