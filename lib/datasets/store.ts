import type { Db, Prisma } from '@/lib/db';
import type { Measured } from './measure/job';
import type { FileFormat } from './schema';

const revisionSelect = {
  id: true, datasetId: true, number: true, status: true, format: true, fileName: true, byteSize: true, sha256: true, rowCount: true, columnCount: true,
  distinctRowCount: true, completeness: true, refusalCode: true, createdAt: true, measuredAt: true,
} as const;

export type RevisionRow = Prisma.RevisionGetPayload<{ select: typeof revisionSelect }>;

/** Whoever adds or drops a reference to these bytes waits for the other, so that no bytes are removed that someone has just been promised. */
export async function lockObject(db: Db, { sha256 }: { readonly sha256: string }): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`object ${sha256}`}, 0))`;
}

export async function isOwnDataset(db: Db, { datasetId, ownerId }: { readonly datasetId: string; readonly ownerId: string }): Promise<boolean> {
  return (await db.dataset.findFirst({ where: { id: datasetId, ownerId }, select: { id: true } })) !== null;
}

export async function insertDataset(db: Db, dataset: { readonly ownerId: string; readonly name: string }): Promise<string> {
  return (await db.dataset.create({ data: dataset, select: { id: true } })).id;
}

export async function insertRevision(
  db: Db,
  revision: { readonly datasetId: string; readonly format: FileFormat; readonly fileName: string; readonly byteSize: number; readonly sha256: string; readonly createdAt: Date },
): Promise<RevisionRow> {
  await db.storedObject.createMany({ data: { sha256: revision.sha256, byteSize: revision.byteSize }, skipDuplicates: true });
  // The dataset's row is locked so that two uploads at once get two numbers.
  await db.$queryRaw`select id from "Dataset" where id = ${revision.datasetId}::uuid for update`;
  const last = await db.revision.aggregate({ where: { datasetId: revision.datasetId }, _max: { number: true } });
  return db.revision.create({ data: { ...revision, status: 'MEASURING', number: (last._max.number ?? 0) + 1 }, select: revisionSelect });
}

export async function writeMeasured(db: Db, { revisionId, measured, at }: { readonly revisionId: string; readonly measured: Measured; readonly at: Date }): Promise<RevisionRow> {
  const { columns, sample, ...figures } = measured;
  await db.revisionProfile.create({ data: { revisionId, columns: columns as unknown as Prisma.InputJsonValue, sample: sample as unknown as Prisma.InputJsonValue }, select: { revisionId: true } });
  return db.revision.update({ where: { id: revisionId }, data: { ...figures, status: 'READY', measuredAt: at }, select: revisionSelect });
}

/** Removes the revision, its dataset when nothing is left of it, and says whether the bytes are still needed. */
export async function deleteRevision(db: Db, { revisionId }: { readonly revisionId: string }): Promise<{ orphanSha256: string | null }> {
  const { sha256, datasetId } = await db.revision.delete({ where: { id: revisionId }, select: { sha256: true, datasetId: true } });
  await db.dataset.deleteMany({ where: { id: datasetId, revisions: { none: {} }, listing: { is: null } } });
  const { count } = await db.storedObject.deleteMany({ where: { sha256, revisions: { none: {} } } });
  return { orphanSha256: count > 0 ? sha256 : null };
}

export function findOwnRevision(db: Db, { revisionId, ownerId }: { readonly revisionId: string; readonly ownerId: string }) {
  return db.revision.findFirst({ where: { id: revisionId, dataset: { ownerId } }, select: revisionSelect });
}

export function findOwnProfile(db: Db, { revisionId, ownerId }: { readonly revisionId: string; readonly ownerId: string }) {
  return db.revision.findFirst({ where: { id: revisionId, status: 'READY', dataset: { ownerId } }, select: { ...revisionSelect, profile: { select: { columns: true, sample: true } } } });
}

export function findReadyProfile(db: Db, { revisionId }: { readonly revisionId: string }) {
  return db.revision.findFirst({ where: { id: revisionId, status: 'READY' }, select: { ...revisionSelect, profile: { select: { columns: true, sample: true } }, dataset: { select: { ownerId: true } } } });
}

/** Measured but not listed: to be gone on with. */
export function listUnlisted(db: Db, { ownerId, take }: { readonly ownerId: string; readonly take: number }) {
  return db.revision.findMany({ where: { status: 'READY', dataset: { ownerId, listing: { is: null } } }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take, select: revisionSelect });
}

export function listMeasuring(db: Db, { before }: { readonly before: Date }) {
  return db.revision.findMany({ where: { status: 'MEASURING', createdAt: { lt: before } }, select: { id: true, sha256: true } });
}

export async function hasObject(db: Db, { sha256 }: { readonly sha256: string }): Promise<boolean> {
  return (await db.storedObject.findUnique({ where: { sha256 }, select: { sha256: true } })) !== null;
}

export async function listKnownObjects(db: Db, { hashes }: { readonly hashes: readonly string[] }): Promise<Set<string>> {
  return new Set((await db.storedObject.findMany({ where: { sha256: { in: [...hashes] } }, select: { sha256: true } })).map((row) => row.sha256));
}
