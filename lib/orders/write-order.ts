import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '@/lib/audit';
import { recordPurchase } from '@/lib/behaviour';
import { addSales, type ListingForSale } from '@/lib/catalog';
import type { Context, Prisma } from '@/lib/db';
import { isFirstFromAddress } from '@/lib/identity';
import type { SaleQuote } from '@/lib/pricing';
import type { Held } from '@/lib/pricing/schema';
import { termEnd } from './core/subscription-term';
import { moveSale } from './move-sale';
import { supersede } from './store/holding';
import { insertOrder, isDemoAccount } from './store/orders';
import { insertSubscription } from './store/subscriptions';

export type Placed = { readonly orderId: string; readonly entitlementId: string };
type Sale = { readonly buyerId: string; readonly walletId: string; readonly listing: ListingForSale; readonly quote: SaleQuote; readonly held: Held | null; readonly bundleId?: string };
type Decided = { readonly priceMinor: number; readonly listMinor: number; readonly sellerMinor: number; readonly feeMinor: number };
export type NewOrder = { readonly sale: Sale; readonly decision: Decided; readonly input: { readonly listingId: string; readonly licenceSha256: string; readonly idempotencyKey: string } };

/**
 * Order, right, money and sale of one purchase that was decided, and what the log shall say of it: the caller records that when all she buys is written, for
 * whoever holds the head of the log must wait for nobody's money. `bundleId`: the bundle it is a part of.
 */
export async function writeOrder(tx: Prisma.TransactionClient, ctx: Context, { sale, decision, input }: NewOrder): Promise<Placed & { readonly entry: AuditEntry }> {
  const { buyerId, listing, quote, held } = sale;
  const { priceMinor, listMinor, feeMinor } = decision;
  const at = ctx.now();
  const isDemo = await isDemoAccount(tx, { accountId: buyerId });
  const { listingId, licenceSha256, idempotencyKey } = input;
  const { revisionId, currency, licenceCode } = listing;
  const entitlementId = randomUUID();
  const endsAt = quote.term === null ? null : termEnd(at, quote.term, 1);
  // A part for nothing (a free sample, the free rows of a plan by use) says nothing of what the dataset is worth to anybody; a larger part of what is owned is no second buyer.
  const isSale = held === null && quote.kind !== 'FREE' && (priceMinor > 0 || listing.priceMinor === 0);
  const isVoice = isSale && (await isFirstFromAddress(tx, ctx, { deed: 'sale', objectId: listingId }));
  await supersede(tx, { buyerId, listingId, byEntitlementId: entitlementId, at });
  const orderId = await insertOrder(tx, {
    order: { buyerId, listingId, revisionId, priceMinor, listMinor, feeMinor, currency, licenceCode, licenceSha256, idempotencyKey, isDemo, placedAt: at, planKind: quote.kind, planId: quote.planId, offerId: quote.offerId, bundleId: sale.bundleId ?? null, isVoice },
    right: { id: entitlementId, share: quote.share, rowLimit: quote.rowLimit, endsAt },
  });
  if (quote.term !== null && quote.planId !== null && endsAt) await insertSubscription(tx, { buyerId, listingId, planId: quote.planId, entitlementId, term: quote.term, priceMinor, currency, startedAt: at, paidUntil: endsAt });
  if (isSale) await addSales(tx, { listingId, count: 1, voices: isVoice ? 1 : 0 });
  if (priceMinor > 0) await moveSale(tx, { walletId: sale.walletId, sellerId: listing.sellerId, currency, orderId, ...decision, isDemo, at });
  if (isSale) await recordPurchase(tx, ctx, { listingId });
  const entry = { action: 'order.placed', objectType: 'order', objectId: orderId, detail: { listingId, priceMinor, listMinor, feeMinor, currency, licenceSha256, ...(listing.regions.length > 0 ? { regions: listing.regions.join(' ') } : {}), plan: quote.kind, share: quote.share, rowLimit: quote.rowLimit, ...(sale.bundleId ? { bundleId: sale.bundleId } : {}) } } as const;
  return { orderId, entitlementId, entry };
}
