import { createHash } from 'node:crypto';
import { Prisma, type Db } from '@/lib/db';
import { pruneDictionary } from './dictionary/store';
import { tableSelect } from './locate-table';
import type { Measured } from './measure/job';
import type { SampleFile } from './measure/run-measurement';
import type { StoredBytes } from '@/lib/storage';
import { writePrivacyReport } from './privacy/store';
import { gradeRevision } from './quality/grade-revision';
import type { WrittenTable } from './measure/write-table';
import type { FileFormat } from './schema';

const revisionSelect = {
  id: true, datasetId: true, number: true, status: true, format: true, fileName: true, byteSize: true, sha256: true, rowCount: true, columnCount: true,
  distinctRowCount: true, alikeRowCount: true, completeness: true, refusalCode: true, createdAt: true, measuredAt: true, table: tableSelect,
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
  revision: { readonly datasetId: string; readonly format: FileFormat; readonly fileName: string; readonly byteSize: number; readonly sha256: string; readonly createdAt: Date; readonly derivedFromId: string | null },
): Promise<RevisionRow> {
  await db.storedObject.createMany({ data: { sha256: revision.sha256, byteSize: revision.byteSize }, skipDuplicates: true });
  // The dataset's row is locked so that two uploads at once get two numbers.
  await db.$queryRaw`select id from "Dataset" where id = ${revision.datasetId}::uuid for update`;
  const last = await db.revision.aggregate({ where: { datasetId: revision.datasetId }, _max: { number: true } });
  return db.revision.create({ data: { ...revision, status: 'MEASURING', number: (last._max.number ?? 0) + 1 }, select: revisionSelect });
}

type NewlyMeasured = { readonly revisionId: string; readonly measured: Measured; readonly sample: SampleFile | null; /** The bytes of the table as Parquet. */ readonly stored: StoredBytes | null; readonly at: Date };

export async function writeMeasured(db: Db, { revisionId, measured, sample: file, stored, at }: NewlyMeasured): Promise<RevisionRow> {
  const { columns, sample, privacy, table, rules, published: _published, kept, ...figures } = measured;
  if (file) await writePublishedSample(db, { revisionId, file, at });
  await db.revisionProfile.create({ data: { revisionId, columns: columns as unknown as Prisma.InputJsonValue, sample: sample as unknown as Prisma.InputJsonValue, table: table as unknown as Prisma.InputJsonValue, rules: rules as unknown as Prisma.InputJsonValue }, select: { revisionId: true } });
  if (kept && stored) await writeRevisionTable(db, { revisionId, kept, stored, at });
  await writePrivacyReport(db, { revisionId, privacy, at });
  const row = await db.revision.update({ where: { id: revisionId }, data: { ...figures, status: 'READY', measuredAt: at }, select: revisionSelect });
  await gradeRevision(db, { revisionId, at });
  return row;
}

/** Measured by a version that knew less: without its Parquet, without a scan, or without what is said of the table as a whole. The newest first. */
export function listIncomplete(db: Db, { except, take }: { readonly except: readonly string[]; readonly take: number }): Promise<RevisionRow[]> {
  return db.revision.findMany({
    where: { status: 'READY', retractedAt: null, id: { notIn: [...except] }, profile: { isNot: null }, OR: [{ table: { is: null } }, { privacy: { is: null } }, { profile: { is: { table: { equals: Prisma.DbNull } } } }] },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take, select: revisionSelect,
  });
}

/** Only what isn't there yet; false when the revision is gone meanwhile. */
export async function writeMissing(db: Db, { revisionId, measured, sample, stored, at }: NewlyMeasured): Promise<boolean> {
  await db.$queryRaw`select 1 from "Revision" where id = ${revisionId}::uuid for no key update`;
  const row = await db.revision.findUnique({ where: { id: revisionId }, select: { table: tableSelect, privacy: { select: { revisionId: true } }, publishedSample: { select: { revisionId: true } }, profile: { select: { table: true } } } });
  if (!row?.profile) return false;
  if (!row.table && measured.kept && stored) await writeRevisionTable(db, { revisionId, kept: measured.kept, stored, at });
  if (!row.privacy) await writePrivacyReport(db, { revisionId, privacy: measured.privacy, at });
  if (!row.privacy && !row.publishedSample && sample) await writePublishedSample(db, { revisionId, file: sample, at });
  if (row.profile.table === null) await db.revisionProfile.update({ where: { revisionId }, data: { table: measured.table as unknown as Prisma.InputJsonValue }, select: { revisionId: true } });
  await gradeRevision(db, { revisionId, at });
  return true;
}

/** Where the Parquet of a revision is. The caller holds the lock of its bytes. */
export async function writeRevisionTable(db: Db, { revisionId, kept, stored, at }: { readonly revisionId: string; readonly kept: WrittenTable; readonly stored: StoredBytes; readonly at: Date }): Promise<void> {
  await db.storedObject.createMany({ data: { ...stored, createdAt: at }, skipDuplicates: true });
  const data = { ...stored, sortedBy: [...kept.sortedBy], isFaithful: kept.isFaithful, madeAt: at };
  await db.revisionTable.upsert({ where: { revisionId }, create: { revisionId, ...data }, update: data, select: { revisionId: true } });
}

/** Puts the sample in the place of the one before. */
export async function writePublishedSample(db: Db, { revisionId, file, at }: { readonly revisionId: string; readonly file: SampleFile; readonly at: Date }): Promise<void> {
  const { parquet, rowCount } = file;
  const data = {
    rowCount, parquet, sha256: createHash('sha256').update(parquet).digest('hex'), builtAt: at,
    columns: file.columns as unknown as Prisma.InputJsonValue, rows: file.rows as unknown as Prisma.InputJsonValue,
  };
  await db.publishedSample.upsert({ where: { revisionId }, create: { revisionId, ...data }, update: data, select: { revisionId: true } });
}

/** All bytes that rows of this revision name: the upload, its Parquet, the parts cut and the copies marked from it. In one order, so that whoever locks them all never waits crosswise. */
export async function listObjectsOfRevision(db: Db, { revisionId }: { readonly revisionId: string }): Promise<string[]> {
  const row = await db.revision.findUnique({ where: { id: revisionId }, select: { sha256: true, table: { select: { sha256: true } }, tierFiles: { select: { sha256: true } }, markedCopies: { select: { sha256: true } } } });
  return row ? [...new Set([row.sha256, ...(row.table ? [row.table.sha256] : []), ...[...row.tierFiles, ...row.markedCopies].map((file) => file.sha256)])].toSorted() : [];
}

/** Removes the revision, its dataset when nothing is left of it, and says which of the bytes nobody needs any more. */
export async function deleteRevision(db: Db, { revisionId, objects }: { readonly revisionId: string; readonly objects: readonly string[] }): Promise<{ orphans: readonly string[] }> {
  // The dataset before its revisions, in the order of whoever describes its columns.
  await db.$queryRaw`select d.id from "Dataset" d join "Revision" r on r."datasetId" = d.id where r.id = ${revisionId}::uuid for no key update of d`;
  await db.release.deleteMany({ where: { revisionId, cancelledAt: { not: null } } });
  const { datasetId } = await db.revision.delete({ where: { id: revisionId }, select: { datasetId: true } });
  await db.dataset.deleteMany({ where: { id: datasetId, revisions: { none: {} }, listing: { is: null } } });
  await pruneDictionary(db, { datasetId });
  const unused = await db.storedObject.findMany({ where: { sha256: { in: [...objects] }, revisions: { none: {} }, tierFiles: { none: {} }, tables: { none: {} }, markedCopies: { none: {} } }, select: { sha256: true } });
  const orphans = unused.map((row) => row.sha256);
  await db.storedObject.deleteMany({ where: { sha256: { in: orphans } } });
  return { orphans };
}

/** Of this dataset, measured, and not taken back: what another revision can be made from. */
export async function isSoundRevision(db: Db, { revisionId, datasetId }: { readonly revisionId: string; readonly datasetId: string }): Promise<boolean> {
  return (await db.revision.count({ where: { id: revisionId, datasetId, status: 'READY', retractedAt: null } })) === 1;
}

/** Where the bytes of a revision are and how to read them. */
export function findTable(db: Db, { revisionId }: { readonly revisionId: string }) {
  return db.revision.findFirst({ where: { id: revisionId, status: 'READY' }, select: { sha256: true, format: true, fileName: true, datasetId: true, table: tableSelect } });
}

/** The same, with what was measured: for copies that are marked. */
export function findMarkable(db: Db, { revisionId }: { readonly revisionId: string }) {
  return db.revision.findFirst({ where: { id: revisionId, status: 'READY' }, select: { datasetId: true, sha256: true, format: true, fileName: true, table: tableSelect, profile: { select: { columns: true, table: true } } } });
}

export function findPublishedRows(db: Db, { revisionId }: { readonly revisionId: string }) {
  return db.publishedSample.findFirst({ where: { revisionId, revision: { retractedAt: null } }, select: { rowCount: true, columns: true, rows: true } });
}

export function findPublishedParquet(db: Db, { revisionId }: { readonly revisionId: string }) {
  return db.publishedSample.findFirst({ where: { revisionId, revision: { retractedAt: null } }, select: { parquet: true } });
}

export async function deletePublishedSample(db: Db, { revisionId }: { readonly revisionId: string }): Promise<void> {
  await db.publishedSample.deleteMany({ where: { revisionId } });
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

/** Whoever it belongs to: for the work behind the pages. */
export function findAnyRevision(db: Db, { revisionId }: { readonly revisionId: string }) {
  return db.revision.findUnique({ where: { id: revisionId }, select: revisionSelect });
}

/** Being measured, and nobody says by whom: written by a version that had no leases, or by hand. */
export async function listUnclaimed(db: Db, { before }: { readonly before: Date }): Promise<{ id: string; sha256: string }[]> {
  return db.$queryRaw`select r.id, r.sha256 from "Revision" r where r.status = 'MEASURING' and r."createdAt" < ${before} and not exists (select 1 from "Measurement" m where m."revisionId" = r.id and m."endedAt" is null)`;
}

/** Whether somebody is measuring now, in whatever process. */
export async function isAnyoneMeasuring(db: Db, { at }: { readonly at: Date }): Promise<boolean> {
  return (await db.measurement.count({ where: { endedAt: null, leaseUntil: { gt: at } } })) > 0;
}

export async function hasObject(db: Db, { sha256 }: { readonly sha256: string }): Promise<boolean> {
  return (await db.storedObject.findUnique({ where: { sha256 }, select: { sha256: true } })) !== null;
}

export async function listKnownObjects(db: Db, { hashes }: { readonly hashes: readonly string[] }): Promise<Set<string>> {
  return new Set((await db.storedObject.findMany({ where: { sha256: { in: [...hashes] } }, select: { sha256: true } })).map((row) => row.sha256));
}

/** Of her own, measured, and promised to nobody. */
export function findDiscardable(db: Db, { revisionId, ownerId }: { readonly revisionId: string; readonly ownerId: string }): Promise<{ id: string; sha256: string } | null> {
  return db.revision.findFirst({
    where: {
      id: revisionId, status: 'READY', retractedAt: null, orders: { none: {} }, OR: [{ release: { is: null } }, { release: { cancelledAt: { not: null } } }],
      dataset: { ownerId, OR: [{ listing: { is: null } }, { listing: { revisionId: { not: revisionId }, releases: { none: { beforeId: revisionId } } } }] },
    },
    select: { id: true, sha256: true },
  });
}

/** Newest first. */
export function listRevisionsOfDataset(db: Db, { datasetId }: { readonly datasetId: string }) {
  return db.revision.findMany({ where: { datasetId, status: 'READY' }, orderBy: { number: 'desc' }, take: 200, select: { ...revisionSelect, retractedAt: true, retractReason: true } });
}
