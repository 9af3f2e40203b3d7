import { applyPriceChange } from '@/lib/catalog';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { categories, licenceCodes } from '@/lib/catalog/schema';
import { believe, drawOffset, standardPool } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { proposePrice, restMilliseconds } from './core/propose-price';
import { readPriceFacts, toPolicy } from './price-inputs';
import type { PriceExplanation } from './schema';
import { listPrices, findOpen, insertProposal, listForDemand, lockListing, replaceOpen } from './store-demand';
import { decideFrom, type DecidedPrice } from './suggest-price';

const pageSize = 200;
type Listing = Awaited<ReturnType<typeof listForDemand>>[number];

/**
 * Looks at every listing and proposes a price where demand speaks: one public step within the seller's bounds, made at once where she has allowed
 * that. Run twice it proposes nothing new. Called by a job; it acts for nobody but the exchange.
 */
export async function proposePrices(ctx: Context): Promise<{ readonly proposed: number; readonly changed: number }> {
  let [proposed, changed] = [0, 0];
  for (let page = await listForDemand(ctx.db, { after: '', take: pageSize }); page.length > 0; page = page.length < pageSize ? [] : await listForDemand(ctx.db, { after: page.at(-1)?.id ?? '', take: pageSize })) {
    for (const listing of page) {
      const outcome = await proposeFor(ctx, listing);
      if (outcome === 'proposed') proposed += 1;
      if (outcome === 'changed') changed += 1;
    }
  }
  return { proposed, changed };
}

async function proposeFor(ctx: Context, listing: Listing): Promise<'proposed' | 'changed' | null> {
  const [category, licenceCode] = [categories.find((known) => known === listing.category), licenceCodes.find((known) => known === listing.licenceCode)];
  if (!category || !licenceCode) return null;
  const found = await readPriceFacts(ctx.db, { revisionId: listing.revisionId, title: listing.title, category, licenceCode }, ctx.now());
  if (!found?.listing || (found.facts.demand ?? []).length === 0) return null;
  const decided = await decideFrom(ctx, found, listing.revisionId);
  if (!decided.ok || decided.value.explanation.demand.reason !== 'used') return null;
  const { explanation, version } = decided.value;
  const { policy } = found.listing;
  return ctx.db.$transaction(async (tx) => {
    // Locked, and read again: the seller may have changed her price, or another run been here.
    const now = await lockListing(tx, { listingId: listing.id });
    if (now?.status !== 'PUBLISHED' || Number(now.priceMinor ?? 0n) !== Number(listing.priceMinor ?? 0n)) return null;
    const fresh = toPolicy(await tx.pricePolicy.findUnique({ where: { listingId: listing.id }, select: { floorMinor: true, ceilingMinor: true, isAutomatic: true, isExploring: true } }));
    if (JSON.stringify(fresh) !== JSON.stringify(policy)) return null;
    const changedAt = (await listPrices(tx, { listingIds: [listing.id] })).at(-1)?.at ?? null;
    const fromMinor = Number(now.priceMinor ?? 0n);
    const step = proposePrice({
      currentMinor: fromMinor, targetMinor: explanation.stages.demandMinor ?? explanation.suggestedMinor, policy, sinceChangeMilliseconds: changedAt ? ctx.now().getTime() - changedAt.getTime() : restMilliseconds,
      exploredMinor: policy.isExploring ? exploredPrice(decided.value, listing.id, ctx.now()) : null,
    });
    if (!step.ok || step.value === null) return null;
    const { toMinor, limit } = step.value;
    const open = await findOpen(tx, { listingId: listing.id });
    if (open && Number(open.fromMinor) === fromMinor && Number(open.toMinor) === toMinor && !policy.isAutomatic) return null;
    await replaceOpen(tx, { listingId: listing.id, at: ctx.now() });
    const id = await insertProposal(tx, { listingId: listing.id, fromMinor, toMinor, currency: listing.currency, state: policy.isAutomatic ? 'ACCEPTED' : 'OPEN', isAutomatic: policy.isAutomatic, modelVersion: version, limit, demand: explanation.demand, at: ctx.now() });
    const entry = { action: 'price.proposed', objectType: 'price-proposal', objectId: id, detail: { listingId: listing.id, fromMinor, toMinor, isAutomatic: policy.isAutomatic, version, ...reasonOf(explanation) } } as const;
    if (!policy.isAutomatic) { await record(tx, ctx, entry); return 'proposed'; }
    const made = await applyPriceChange(tx, ctx, { listingId: listing.id, sellerId: listing.sellerId, priceMinor: toMinor, suggestedMinor: explanation.suggestedMinor });
    if (!made.ok) throw new Error(`An allowed price change was refused: ${made.refusal.code}`);
    await record(tx, ctx, entry);
    return 'changed';
  });
}

function reasonOf({ demand: { views, buys, method } }: PriceExplanation) {
  return { views, buys, method };
}

const week = 7 * 24 * 60 * 60 * 1000;

/** A price drawn from what is believed, the same for a listing all week long. */
function exploredPrice({ explanation, facts, parameters }: DecidedPrice, listingId: string, now: Date): number {
  const reference = Math.log(explanation.stages.combinedMinor);
  const rows = (facts.demand ?? []).map(({ priceMinor, views, buys }) => ({ logPrice: Math.log(priceMinor), views, buys }));
  const seed = Number.parseInt(listingId.slice(0, 8), 16) ^ Math.floor(now.getTime() / week);
  return Math.exp(reference + drawOffset(believe(parameters.demand ?? standardPool, reference, rows), seededRandom(seed)));
}
