import type { Db, Prisma } from '@/lib/db';
import type { SetPlan } from '../core/menu/quote-choice';
import type { PlanInput } from '../menu-schema';

const planSelect = { id: true, kind: true, share: true, term: true, priceMinor: true, capMinor: true, freeRows: true, setAtMinor: true } as const satisfies Prisma.PlanSelect;

function planOf({ priceMinor, capMinor, setAtMinor, ...plan }: Prisma.PlanGetPayload<{ select: typeof planSelect }>): SetPlan {
  return { ...plan, priceMinor: Number(priceMinor), capMinor: capMinor === null ? null : Number(capMinor), setAtMinor: Number(setAtMinor) };
}

/** What is offered now, in the seller's order. */
export async function listSetPlans(db: Db, { listingId }: { readonly listingId: string }): Promise<readonly SetPlan[]> {
  return (await db.plan.findMany({ where: { listingId, retiredAt: null }, orderBy: [{ position: 'asc' }, { id: 'asc' }], select: planSelect })).map(planOf);
}

/** The menu's place is taken by a new one: what was offered ends, what is the same begins again. */
export async function replacePlans(db: Db, { listingId, plans, setAtMinor, at }: { readonly listingId: string; readonly plans: readonly PlanInput[]; readonly setAtMinor: number; readonly at: Date }): Promise<void> {
  await db.plan.updateMany({ where: { listingId, retiredAt: null }, data: { retiredAt: at } });
  await db.plan.createMany({ data: plans.map((plan, position) => ({ listingId, setAtMinor, position, createdAt: at, kind: plan.kind, share: shareOf(plan), term: plan.kind === 'SUBSCRIPTION' ? plan.term : null, priceMinor: 'priceMinor' in plan ? plan.priceMinor : 0, capMinor: plan.kind === 'USAGE' ? plan.capMinor : null, freeRows: plan.kind === 'USAGE' ? plan.freeRows : null })) });
}

function shareOf(plan: PlanInput): number {
  return 'share' in plan ? plan.share : 10_000;
}

export function findMenuFacts(db: Db, { listingId }: { readonly listingId: string }) {
  return db.listing.findUnique({ where: { id: listingId }, select: { sellerId: true, status: true, title: true, priceMinor: true, rowCount: true, currency: true } });
}

/** Locked until the transaction ends: a menu is checked against a price that doesn't change meanwhile. */
export async function lockMenuFacts(tx: Prisma.TransactionClient, { listingId, sellerId }: { readonly listingId: string; readonly sellerId: string }): Promise<{ priceMinor: number | null; rowCount: number; currency: string; status: string; title: string; slug: string } | null> {
  const [row] = await tx.$queryRaw<{ priceMinor: bigint | null; rowCount: bigint; currency: string; status: string; title: string; slug: string }[]>`
    select "priceMinor", "rowCount", "currency", "status"::text, "title", "slug" from "Listing" where "id" = ${listingId}::uuid and "sellerId" = ${sellerId}::uuid for update`;
  return row ? { ...row, priceMinor: row.priceMinor === null ? null : Number(row.priceMinor), rowCount: Number(row.rowCount) } : null;
}
