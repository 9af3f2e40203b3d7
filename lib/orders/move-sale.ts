import type { Prisma } from '@/lib/db';
import { exchangeOwnerId, insertTransaction, lockAccount } from './store/ledger';

type Movement = {
  readonly walletId: string; readonly sellerId: string; readonly currency: string; readonly orderId: string;
  readonly priceMinor: number; readonly sellerMinor: number; readonly feeMinor: number; readonly isDemo: boolean; readonly at: Date;
};

/** The money of one order, once: from the buyer's wallet, which is locked already, to the seller and the exchange. */
export async function moveSale(tx: Prisma.TransactionClient, { walletId, sellerId, currency, orderId, priceMinor, sellerMinor, feeMinor, isDemo, at }: Movement): Promise<void> {
  const seller = await lockAccount(tx, { kind: 'SELLER_BALANCE', ownerId: sellerId, currency });
  const fees = await lockAccount(tx, { kind: 'EXCHANGE_FEES', ownerId: exchangeOwnerId, currency });
  await insertTransaction(tx, {
    kind: 'purchase', reference: orderId, idempotencyKey: `order:${orderId}`, isDemo, at,
    entries: [{ accountId: walletId, amountMinor: -priceMinor }, { accountId: seller.id, amountMinor: sellerMinor }, { accountId: fees.id, amountMinor: feeMinor }],
  });
}
