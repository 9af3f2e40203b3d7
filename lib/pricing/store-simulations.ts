import type { Db, Prisma } from '@/lib/db';
import type { PastSimulation } from './schema';

/** So many are kept: the newest. */
const keptSimulations = 200;

export async function insertSimulation(db: Db, { points, ...run }: Omit<PastSimulation, 'id' | 'at'> & { readonly at: Date }): Promise<void> {
  await db.priceSimulation.create({ data: { ...run, points: points as unknown as Prisma.InputJsonValue }, select: { id: true } });
  const [oldest] = await db.priceSimulation.findMany({ orderBy: [{ at: 'desc' }, { id: 'asc' }], skip: keptSimulations, take: 1, select: { at: true } });
  if (oldest) await db.priceSimulation.deleteMany({ where: { at: { lte: oldest.at } } });
}

export async function listSimulationRows(db: Db, { take }: { readonly take: number }): Promise<readonly PastSimulation[]> {
  const rows = await db.priceSimulation.findMany({ orderBy: [{ at: 'desc' }, { id: 'asc' }], take, select: { id: true, shape: true, seed: true, listingCount: true, views: true, engineVersion: true, points: true, milliseconds: true, at: true } });
  // Written by insertSimulation from this very type.
  return rows.map(({ points, at, ...row }) => ({ ...row, points: points as unknown as PastSimulation['points'], at: at.toISOString() }));
}
