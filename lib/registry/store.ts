import type { Db, Prisma } from '@/lib/db';
import type { ModelStage, VersionedModel, VersionMetric } from './schema';

export type NewVersion = {
  readonly model: VersionedModel; readonly version: string; readonly parameters: Prisma.InputJsonValue; readonly codeVersion: string; readonly trainingRunId?: string; readonly schedule?: string;
  readonly dataSha256?: string; readonly dataFrom?: Date; readonly dataTo?: Date; readonly rowCount?: number; readonly metrics: readonly VersionMetric[]; readonly isDemo: boolean;
};

const fields = {
  id: true, model: true, version: true, stage: true, canaryShare: true, stagedAt: true, parameters: true, codeVersion: true, schedule: true, trainingRunId: true, dataSha256: true, dataFrom: true, dataTo: true, rowCount: true, metrics: true, isDemo: true, createdAt: true,
} as const;
const withStages = { ...fields, stages: { orderBy: { id: 'asc' }, select: { stage: true, share: true, actor: true, reason: true, at: true } } } as const;

export function listVersions(db: Db, { model, take }: { readonly model?: string; readonly take: number }) {
  return db.modelVersion.findMany({ where: model === undefined ? {} : { model }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take, select: withStages });
}

export function findVersion(db: Db, { versionId }: { readonly versionId: string }) {
  return db.modelVersion.findUnique({ where: { id: versionId }, select: fields });
}

export function findNamedVersion(db: Db, { model, version }: { readonly model: string; readonly version: string }) {
  return db.modelVersion.findUnique({ where: { model_version: { model, version } }, select: fields });
}

/** What serves: the live one and the canary of each model. */
export function listServing(db: Db) {
  return db.modelVersion.findMany({ where: { stage: { in: ['LIVE', 'CANARY'] } }, select: { id: true, model: true, version: true, stage: true, canaryShare: true, parameters: true } });
}

export function findInStage(db: Db, { model, stage }: { readonly model: string; readonly stage: ModelStage }) {
  return db.modelVersion.findFirst({ where: { model, stage }, orderBy: { stagedAt: 'desc' }, select: { id: true, version: true } });
}

/** The version that was live before the present one. */
export async function findFormerLive(db: Db, { model, exceptId }: { readonly model: string; readonly exceptId: string }) {
  const event = await db.modelStageEvent.findFirst({ where: { stage: 'LIVE', version: { model, id: { not: exceptId }, stage: 'RETIRED' } }, orderBy: { id: 'desc' }, select: { versionId: true } });
  return event === null ? null : findVersion(db, { versionId: event.versionId });
}

export async function insertVersion(db: Db, version: NewVersion, at: Date): Promise<string> {
  const { metrics, ...rest } = version;
  return (await db.modelVersion.create({ data: { ...rest, metrics: metrics as unknown as Prisma.InputJsonValue, createdAt: at, stagedAt: at }, select: { id: true } })).id;
}

/** Two changes of one model at the same moment wait for each other. */
export async function lockModel(db: Db, { model }: { readonly model: string }): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`model ${model}`}, 0))`;
}

export async function moveStage(db: Db, change: { readonly versionId: string; readonly stage: ModelStage; readonly share: number; readonly actor: string; readonly reason: string; readonly at: Date }): Promise<void> {
  const { versionId, stage, share, actor, reason, at } = change;
  await db.modelVersion.update({ where: { id: versionId }, data: { stage, canaryShare: share, stagedAt: at }, select: { id: true } });
  await db.modelStageEvent.create({ data: { versionId, stage, share, actor, reason, at }, select: { id: true } });
}
