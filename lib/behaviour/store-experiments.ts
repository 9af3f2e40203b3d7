import type { Db } from '@/lib/db';

const select = { id: true, control: true, treatment: true, startedAt: true, stoppedAt: true, reason: true } as const;

export function findRunningExperiment(db: Db) {
  return db.experiment.findFirst({ where: { stoppedAt: null }, select });
}

export function listExperiments(db: Db, { take }: { readonly take: number }) {
  return db.experiment.findMany({ orderBy: { startedAt: 'desc' }, take, select });
}

export async function insertExperiment(db: Db, data: { readonly control: string; readonly treatment: string; readonly startedAt: Date; readonly startedBy: string; readonly reason: string }): Promise<string> {
  return (await db.experiment.create({ data, select: { id: true } })).id;
}

/** How many were running and are not any more: 0 when somebody else was first. */
export async function stopExperimentRow(db: Db, { experimentId, at }: { readonly experimentId: string; readonly at: Date }): Promise<number> {
  return (await db.experiment.updateMany({ where: { id: experimentId, stoppedAt: null }, data: { stoppedAt: at } })).count;
}
