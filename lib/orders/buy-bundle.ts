import { record, type AuditEntry } from '@/lib/audit';
import { decideTerms, findDeclaredTerms, findForSale, licenceHashes, lockForSale } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { getBundle } from '@/lib/pricing';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decideBundle } from './core/decide-bundle';
import { keyOfPart } from './key-of-part';
import { readBundleQuote } from './read-bundle-quote';
import type { BundleOffer, BuyBundleInput } from './schema';
import { findBalance } from './store/ledger';
import { listOrdersByKeys } from './store/orders';
import { withWallet } from './with-wallet';
import { writeOrder } from './write-order';

/**
 * Buys what a buyer lacks of a bundle: one order, right and movement of money for each dataset, all together or none. So each can be given back and is upgraded
 * like any other purchase. The same key again finds the orders of the first time and charges nothing.
 */
export async function buyBundle(ctx: Context, { bundleId, quotedMinor, licences, idempotencyKey }: BuyBundleInput): Promise<Result<{ orderIds: readonly string[] }>> {
  return withWallet(ctx, async (tx, { buyerId, wallet }) => {
    const keys = licences.map(({ listingId }) => keyOfPart(idempotencyKey, listingId));
    const before = await listOrdersByKeys(tx, { buyerId, keys });
    if (before.length > 0) return before.every((order) => order.bundleId === bundleId) ? ok({ orderIds: before.map((order) => order.id) }) : refuse('input-invalid', { field: 'idempotencyKey' });
    const bundle = await getBundle(tx, { bundleId });
    if (!bundle) return refuse('not-found');
    const { wanted, quote } = await readBundleQuote(tx, { bundle, buyerId, now: ctx.now(), read: lockForSale });
    const accepted = new Map(licences.map((licence) => [licence.listingId, licence.licenceSha256]));
    const declared = await findDeclaredTerms(tx, { accountId: buyerId });
    const refusalOf = (listing: (typeof wanted)[number]['listing']) => { const terms = decideTerms(listing, declared); return terms.ok ? null : terms.refusal; };
    const decision = decideBundle({
      buyerId, sellerId: bundle.sellerId, balanceMinor: wallet.balanceMinor, feePercent: env().MARKET_FEE_PERCENT, quote,
      wanted: wanted.map(({ listing }) => ({ listingId: listing.id, isLicenceAccepted: licenceHashes(listing.licenceCode).includes(accepted.get(listing.id) ?? ''), termsRefusal: refusalOf(listing) })),
    }, quotedMinor);
    if (!decision.ok) return decision;
    const [orderIds, entries]: [string[], AuditEntry[]] = [[], []];
    for (const [index, share] of decision.value.entries()) {
      const part = wanted[index];
      if (!part) throw new TypeError('A share of nothing');
      const { listing, held } = part;
      const whole = { kind: 'ONE_OFF', share: 10_000, rowLimit: null, term: null, listMinor: listing.priceMinor, planId: null, offerId: null } as const;
      const { orderId, entry } = await writeOrder(tx, ctx, {
        sale: { buyerId, walletId: wallet.id, listing, quote: whole, held, bundleId }, decision: { ...share, listMinor: listing.priceMinor },
        input: { listingId: listing.id, licenceSha256: accepted.get(listing.id) ?? '', idempotencyKey: keyOfPart(idempotencyKey, listing.id) },
      });
      orderIds.push(orderId);
      entries.push(entry);
    }
    for (const entry of entries) await record(tx, ctx, entry);
    return ok({ orderIds });
  }, { timeout: 30_000 });
}

/** What a bundle costs this reader, who may hold some of it: for everybody else it is the public price. Null for what isn't on sale. */
export async function findBundleOffer({ db, actor, now }: Context, { bundleId }: { readonly bundleId: string }): Promise<BundleOffer | null> {
  const bundle = await getBundle(db, { bundleId });
  if (!bundle) return null;
  const { sellerId, ...view } = bundle;
  const everything = { ...view, wantedIds: view.parts.map((part) => part.listingId), payMinor: view.priceMinor, isOwn: false, isBuyer: false, balanceMinor: 0 };
  if (actor.kind !== 'account') return everything;
  const wallet = await findBalance(db, { kind: 'WALLET', ownerId: actor.accountId, currency: env().MARKET_CURRENCY });
  const { wanted, quote } = await readBundleQuote(db, { bundle, buyerId: actor.accountId, now: now(), read: findForSale });
  return { ...everything, wantedIds: wanted.map(({ listing }) => listing.id), payMinor: quote?.priceMinor ?? 0, isOwn: sellerId === actor.accountId, isBuyer: actor.roles.includes('BUYER'), balanceMinor: wallet?.balanceMinor ?? 0 };
}
