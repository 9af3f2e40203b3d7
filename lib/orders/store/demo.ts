import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';
import { licenceHashes } from '@/lib/catalog';
import type { DemoPlan } from '../core/plan-demo-orders';
import { exchangeOwnerId, type AccountKind } from './ledger';

const dayMs = 86_400_000;

export type DemoSource = { readonly id: string; readonly sellerId: string; readonly priceMinor: number; readonly revisionId: string; readonly licenceCode: string };

export async function listDemoSources(db: Db, { listingIds, currency }: { readonly listingIds: readonly string[]; readonly currency: string }): Promise<DemoSource[]> {
  const rows = await db.listing.findMany({
    where: { id: { in: [...listingIds] }, status: 'PUBLISHED', isDemo: true, currency },
    select: { id: true, sellerId: true, priceMinor: true, revisionId: true, licenceCode: true },
  });
  return rows.map((row) => ({ ...row, priceMinor: Number(row.priceMinor ?? 0n) }));
}

export async function hasDemoOrders(db: Db): Promise<boolean> {
  return (await db.order.findFirst({ where: { isDemo: true, idempotencyKey: { startsWith: 'demo:' } }, select: { id: true } })) !== null;
}

/** Rows of many orders at once; balances and sums are kept and checked by the same triggers as for one. */
export async function insertDemoPlan(
  db: Db,
  { plan, sources, currency }: { readonly plan: DemoPlan; readonly sources: readonly DemoSource[]; readonly currency: string },
): Promise<void> {
  const accounts = await openAccounts(db, { plan, currency });
  const byId = new Map(sources.map((source) => [source.id, source]));
  const orders = plan.orders.flatMap((order) => {
    const source = byId.get(order.listingId);
    return source ? [{ ...order, id: randomUUID(), source }] : [];
  });
  await db.order.createMany({
    data: orders.map(({ id, buyerId, listingId, priceMinor, feeMinor, placedAt, source }) => ({
      id, buyerId, listingId, revisionId: source.revisionId, priceMinor, feeMinor, currency, placedAt, isDemo: true, isVoice: true,
      licenceCode: source.licenceCode, licenceSha256: licenceHashes(source.licenceCode)[0] ?? '', idempotencyKey: `demo:${listingId}`,
    })),
  });
  await db.entitlement.createMany({
    data: orders.map(({ id, buyerId, listingId, placedAt, source }) => ({ orderId: id, buyerId, listingId, revisionId: source.revisionId, grantedAt: placedAt })),
  });
  const movements = [
    ...plan.topUps.map(({ buyerId, amountMinor, firstOrderAt }) => ({
      kind: 'top-up', reference: '', key: `demo-credit:${accounts(buyerId, 'WALLET')}`, at: new Date(firstOrderAt.getTime() - dayMs),
      entries: [{ accountId: accounts(buyerId, 'WALLET'), amountMinor }, { accountId: accounts(exchangeOwnerId, 'DEMO_CREDIT'), amountMinor: -amountMinor }],
    })),
    ...orders.map(({ id, buyerId, sellerId, priceMinor, sellerMinor, feeMinor, placedAt }) => ({
      kind: 'purchase', reference: id, key: `demo-order:${id}`, at: placedAt,
      entries: [
        { accountId: accounts(buyerId, 'WALLET'), amountMinor: -priceMinor },
        { accountId: accounts(sellerId, 'SELLER_BALANCE'), amountMinor: sellerMinor },
        { accountId: accounts(exchangeOwnerId, 'EXCHANGE_FEES'), amountMinor: feeMinor },
      ].filter((entry) => entry.amountMinor !== 0),
    })),
  ].filter((movement) => movement.entries.length > 0).map((movement) => ({ ...movement, id: randomUUID() }));
  await db.ledgerTransaction.createMany({ data: movements.map(({ id, kind, reference, key, at }) => ({ id, kind, reference, idempotencyKey: key, at, isDemo: true })) });
  await db.ledgerEntry.createMany({ data: movements.flatMap(({ id, at, entries }) => entries.map((entry) => ({ ...entry, transactionId: id, at }))) });
}

/** Every account the plan moves money of, made when missing. */
async function openAccounts(db: Db, { plan, currency }: { readonly plan: DemoPlan; readonly currency: string }): Promise<(ownerId: string, kind: AccountKind) => string> {
  const wanted: { kind: AccountKind; ownerId: string; currency: string }[] = [
    ...[...new Set(plan.orders.map((order) => order.buyerId))].map((ownerId) => ({ kind: 'WALLET' as const, ownerId, currency })),
    ...[...new Set(plan.orders.map((order) => order.sellerId))].map((ownerId) => ({ kind: 'SELLER_BALANCE' as const, ownerId, currency })),
    { kind: 'EXCHANGE_FEES', ownerId: exchangeOwnerId, currency },
    { kind: 'DEMO_CREDIT', ownerId: exchangeOwnerId, currency },
  ];
  await db.ledgerAccount.createMany({ data: wanted, skipDuplicates: true });
  const rows = await db.ledgerAccount.findMany({ where: { currency, ownerId: { in: wanted.map((account) => account.ownerId) } }, select: { id: true, kind: true, ownerId: true } });
  const ids = new Map(rows.map((row) => [`${row.kind} ${row.ownerId}`, row.id]));
  return (ownerId, kind) => {
    const id = ids.get(`${kind} ${ownerId}`);
    if (!id) throw new Error(`Ledger account ${kind} was not opened`);
    return id;
  };
}
