import type { Db, Prisma } from '@/lib/db';

type NewRun = {
  readonly id: string; readonly model: string; readonly comparison: string; readonly spec: unknown; readonly seed: number; readonly dataSha256: string; readonly rowCount: number; readonly dataFrom: Date; readonly dataTo: Date;
  readonly curve: unknown; readonly result: unknown; readonly codeVersion: string; readonly isDemo: boolean; readonly startedAt: Date; readonly finishedAt: Date;
};

export async function insertTrainingRuns(db: Db, runs: readonly NewRun[]): Promise<void> {
  await db.trainingRun.createMany({ data: runs.map(({ spec, curve, result, ...run }) => ({ ...run, spec: spec as Prisma.InputJsonValue, curve: curve as Prisma.InputJsonValue, result: result as Prisma.InputJsonValue })) });
}

export async function insertRateTest(db: Db, { points, ...test }: { readonly comparison: string; readonly points: unknown; readonly suggestedRate: number | null; readonly divergedAtRate: number | null; readonly comparedRate: number }): Promise<void> {
  await db.rateTest.create({ data: { ...test, points: points as Prisma.InputJsonValue }, select: { comparison: true } });
}

export function findRateTest(db: Db, { comparison }: { readonly comparison: string }) {
  return db.rateTest.findUnique({ where: { comparison }, select: { points: true, suggestedRate: true, divergedAtRate: true, comparedRate: true } });
}

/** The newest comparisons, a line each and no curve. */
export function listComparisons(db: Db, { take }: { readonly take: number }) {
  return db.$queryRaw<{ comparison: string; model: string; startedAt: Date; finishedAt: Date; rowCount: number; dataSha256: string; isDemo: boolean; runCount: bigint }[]>`
    select comparison, model, min("startedAt") as "startedAt", max("finishedAt") as "finishedAt", max("rowCount") as "rowCount", min("dataSha256") as "dataSha256", bool_or("isDemo") as "isDemo", count(*) as "runCount"
    from "TrainingRun" group by 1, 2 order by 3 desc limit ${take}`;
}

export function listRuns(db: Db, { comparison }: { readonly comparison: string }) {
  return db.trainingRun.findMany({ where: { comparison }, select: { id: true, spec: true, curve: true, result: true, seed: true, rowCount: true, dataSha256: true, dataFrom: true, dataTo: true, codeVersion: true, isDemo: true, startedAt: true, finishedAt: true, model: true } });
}

/** One statement, so that of two who ask at once one gets it. */
export async function claimProgress(db: Db, { model, total, now, silentSince }: { readonly model: string; readonly total: number; readonly now: Date; readonly silentSince: Date }): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    insert into "TrainingProgress" as p (model, "isRunning", done, total, "startedAt", "updatedAt") values (${model}, true, 0, ${total}, ${now}, ${now})
    on conflict (model) do update set "isRunning" = true, done = 0, total = excluded.total, "startedAt" = excluded."startedAt", "updatedAt" = excluded."updatedAt"
    where not p."isRunning" or p."updatedAt" < ${silentSince} returning model`;
  return rows.length === 1;
}

export async function writeProgress(db: Db, { model, at, isRunning, done }: { readonly model: string; readonly at: Date; readonly isRunning: boolean; readonly done?: number }): Promise<void> {
  // A late word about how far it was must not bring an ended one back.
  await db.trainingProgress.updateMany({ where: { model, isRunning: true }, data: { isRunning, updatedAt: at, ...(done === undefined ? {} : { done }) } });
}

export function findProgress(db: Db, { since }: { readonly since: Date }) {
  return db.trainingProgress.findFirst({ where: { isRunning: true, updatedAt: { gte: since } }, orderBy: { startedAt: 'desc' }, select: { done: true, total: true, startedAt: true } });
}
