import { categories, licenceCodes } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { demandStage } from './core/demand-stage';
import { revenueCurve } from './core/revenue-curve';
import { readPriceFacts } from './price-inputs';
import type { ListingIdInput, RevenueCurve } from './schema';
import { findOwnListing, listPrices } from './store-demand';
import { decideFrom } from './suggest-price';

const days = 30;
const assumedViews = 100;
const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Expected sales and revenue of the seller's own listing over a grid of prices, for thirty days at the pace so far; for a hundred people while nobody has looked. */
export async function getRevenueCurve(ctx: Context, { listingId }: ListingIdInput): Promise<Result<RevenueCurve>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const listing = await findOwnListing(ctx.db, { listingId, sellerId: who.value.accountId });
  const [category, licenceCode] = [categories.find((known) => known === listing?.category), licenceCodes.find((known) => known === listing?.licenceCode)];
  if (!listing || !category || !licenceCode) return refuse('not-found');
  const found = await readPriceFacts(ctx.db, { revisionId: listing.revisionId, title: listing.title, category, licenceCode }, ctx.now());
  if (!found?.listing) return refuse('not-found');
  const decided = await decideFrom(ctx, found, listing.revisionId);
  if (!decided.ok) return decided;
  const { explanation, facts, parameters } = decided.value;
  const { belief, evidence } = demandStage(explanation.stages.combinedMinor, facts.demand ?? [], parameters.demand, facts.demand !== null);
  const firstAt = (await listPrices(ctx.db, { listingIds: [listingId] }))[0]?.at ?? null;
  const measured = firstAt && evidence.views > 0 ? Math.max(1, Math.round((evidence.views * days * dayMilliseconds) / Math.max(days * dayMilliseconds, ctx.now().getTime() - firstAt.getTime()))) : null;
  const viewCount = measured ?? assumedViews;
  const { floorMinor, ceilingMinor } = found.listing.policy;
  const reach = [found.listing.priceMinor, explanation.suggestedMinor, floorMinor, ceilingMinor].flatMap((priceMinor) => (priceMinor === null ? [] : [priceMinor]));
  return ok({
    viewCount, isMeasured: measured !== null, ...revenueCurve(belief, viewCount, reach), currentMinor: found.listing.priceMinor, suggestedMinor: explanation.suggestedMinor, floorMinor, ceilingMinor, currency: facts.currency, demand: evidence,
  });
}
