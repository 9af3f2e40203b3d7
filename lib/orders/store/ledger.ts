import { randomUUID } from 'node:crypto';
import type { Db, Prisma } from '@/lib/db';

/** Owner of the exchange's own accounts. */
export const exchangeOwnerId = '00000000-0000-0000-0000-000000000000';

export type AccountKind = 'WALLET' | 'SELLER_BALANCE' | 'EXCHANGE_FEES' | 'DEMO_CREDIT';
export type LedgerOwner = { readonly kind: AccountKind; readonly ownerId: string; readonly currency: string };

/** Somebody erased herself while her account was waited for: what was read of her before names her no more. */
export class OwnerErased extends Error {}

/**
 * Locks an account until the transaction ends and makes it when it is missing.
 * Everybody takes accounts in the order WALLET, SELLER_BALANCE, EXCHANGE_FEES, DEMO_CREDIT, so that no two wait for each other.
 * @throws OwnerErased when the account became a tombstone's meanwhile
 */
export async function lockAccount(tx: Prisma.TransactionClient, { kind, ownerId, currency }: LedgerOwner): Promise<{ id: string; balanceMinor: number }> {
  await tx.$executeRaw`
    insert into "LedgerAccount" ("id", "kind", "ownerId", "currency") values (${randomUUID()}::uuid, ${kind}::"LedgerAccountKind", ${ownerId}::uuid, ${currency})
    on conflict ("kind", "ownerId", "currency") do nothing`;
  const [row] = await tx.$queryRaw<{ id: string; balanceMinor: bigint }[]>`
    select "id", "balanceMinor" from "LedgerAccount"
    where "kind" = ${kind}::"LedgerAccountKind" and "ownerId" = ${ownerId}::uuid and "currency" = ${currency} for update`;
  if (!row) throw new OwnerErased(`Ledger account ${kind} is missing right after it was made: its owner has another id now`);
  return { id: row.id, balanceMinor: Number(row.balanceMinor) };
}

export async function findBalance(db: Db, { kind, ownerId, currency }: LedgerOwner): Promise<{ id: string; balanceMinor: number } | null> {
  const row = await db.ledgerAccount.findUnique({ where: { kind_ownerId_currency: { kind, ownerId, currency } }, select: { id: true, balanceMinor: true } });
  return row && { id: row.id, balanceMinor: Number(row.balanceMinor) };
}

export async function hasTransaction(db: Db, { idempotencyKey }: { readonly idempotencyKey: string }): Promise<boolean> {
  return (await db.ledgerTransaction.findUnique({ where: { idempotencyKey }, select: { id: true } })) !== null;
}

/** One movement of money. The database refuses entries that do not add up to zero and balances that fall below it. */
export async function insertTransaction(
  db: Db,
  { entries, at, ...transaction }: {
    readonly kind: 'top-up' | 'purchase' | 'refund' | 'given-up';
    readonly reference: string;
    readonly idempotencyKey: string;
    readonly isDemo: boolean;
    readonly at: Date;
    readonly entries: readonly { readonly accountId: string; readonly amountMinor: number }[];
  },
): Promise<void> {
  const moved = entries.filter((entry) => entry.amountMinor !== 0).map((entry) => ({ ...entry, at }));
  await db.ledgerTransaction.create({ data: { ...transaction, at, entries: { createMany: { data: moved } } }, select: { id: true } });
}
