import type { PrismaClient } from '@/lib/db';

/**
 * A seed that was killed left uploads it was measuring. The seed runs alone and uploads them anew, so nobody goes on with these: they are given up, and
 * the sweep takes them away.
 */
export async function giveUpInterrupted(db: PrismaClient, at: Date): Promise<void> {
  const sellers = await db.seller.findMany({ where: { isDemo: true }, select: { accountId: true } });
  await db.measurement.updateMany({ where: { ownerId: { in: sellers.map((seller) => seller.accountId) }, endedAt: null }, data: { endedAt: at, updatedAt: at } });
}
