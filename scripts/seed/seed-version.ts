import type { PrismaClient } from '@/lib/db';

/** A changed demo market is a new version; the seed then adds what is missing. */
export const seedVersion = 'demo-market-1';

/** The last thing the seed writes is the audit row that says so. */
export async function isSeeded(db: PrismaClient): Promise<boolean> {
  return (await db.auditEvent.findFirst({ where: { action: 'demo.seeded', objectId: seedVersion }, select: { seq: true } })) !== null;
}
