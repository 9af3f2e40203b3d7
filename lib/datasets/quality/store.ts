import type { Db, Prisma } from '@/lib/db';
import type { DictionaryEntry } from '../dictionary/schema';
import { tableSelect } from '../locate-table';
import type { ColumnProfile, DimensionScore, Quality, QualityGrade, QualityHistory, QualityRule, RuleResult, TableProfile, UpdateFrequency } from '../schema';

const json = (value: unknown) => value as Prisma.InputJsonValue;

/** What a grade is made from; null for what isn't measured, or was before tables were. */
export async function findGradingFacts(db: Db, { revisionId }: { readonly revisionId: string }) {
  const row = await db.revision.findFirst({
    where: { id: revisionId, status: 'READY' },
    select: {
      rowCount: true, datasetId: true, createdAt: true, profile: { select: { columns: true, table: true, rules: true } },
      dataset: { select: { updateFrequency: true, dictionary: { select: { entries: true } }, listing: { select: { title: true, subtitle: true, description: true, sourceName: true, sourceUrl: true } } } },
    },
  });
  if (!row?.profile?.table) return null;
  return {
    datasetId: row.datasetId, uploadedAt: row.createdAt.toISOString(), rowCount: Number(row.rowCount ?? 0n), columns: row.profile.columns as unknown as ColumnProfile[], table: row.profile.table as unknown as TableProfile,
    rules: (row.profile.rules ?? []) as unknown as RuleResult[], listing: row.dataset.listing, dictionary: (row.dataset.dictionary?.entries ?? []) as unknown as DictionaryEntry[], declaredFrequency: row.dataset.updateFrequency as UpdateFrequency | null,
  };
}

/** The grade, and its letter where the revision is the one a listing sells. */
export async function writeQuality(db: Db, { revisionId, quality, at }: { readonly revisionId: string; readonly quality: Quality; readonly at: Date }): Promise<void> {
  const { formula, score, grade, dimensions } = quality;
  const data = { formula, score, grade, dimensions: json(dimensions), gradedAt: at };
  // The listing first: whoever edits it or describes its columns holds its row when she grades.
  await db.listing.updateMany({ where: { revisionId }, data: { qualityGrade: grade } });
  await db.revisionQuality.upsert({ where: { revisionId }, create: { revisionId, ...data }, update: data, select: { revisionId: true } });
}

export async function findQuality(db: Db, { revisionId }: { readonly revisionId: string }) {
  const row = await db.revisionQuality.findUnique({ where: { revisionId }, select: { formula: true, score: true, grade: true, dimensions: true, gradedAt: true, revision: { select: { datasetId: true, number: true, dataset: { select: { ownerId: true } } } } } });
  return row && { gradedAt: row.gradedAt, ...row.revision, quality: { formula: row.formula, score: row.score, grade: row.grade as QualityGrade, dimensions: row.dimensions as unknown as DimensionScore[] } };
}

type HistoryOf = { readonly datasetId: string; readonly upTo: number };

/** Grades of the dataset's revisions up to this one, the oldest first; what was taken back is left out. Its owner's: those are in it that were never released. */
export async function listHistory(db: Db, { datasetId, upTo }: HistoryOf): Promise<QualityHistory> {
  return readHistory(db, { datasetId, number: { lte: upTo } });
}

/** The same for everybody: only what was sold at some time, of which nobody else knows that there is more. */
export async function listSoldHistory(db: Db, { datasetId, upTo, revisionId }: HistoryOf & { readonly revisionId: string }): Promise<QualityHistory> {
  const releases = await db.release.findMany({ where: { listing: { datasetId }, soldFrom: { not: null } }, select: { revisionId: true, beforeId: true } });
  return readHistory(db, { datasetId, number: { lte: upTo }, id: { in: [...new Set([revisionId, ...releases.flatMap((release) => [release.revisionId, release.beforeId])])] } });
}

async function readHistory(db: Db, where: Prisma.RevisionWhereInput): Promise<QualityHistory> {
  const rows = await db.revision.findMany({ where: { ...where, retractedAt: null, quality: { isNot: null } }, orderBy: { number: 'desc' }, take: 50, select: { number: true, createdAt: true, quality: { select: { score: true, grade: true } } } });
  return rows.toReversed().flatMap((row) => (row.quality ? [{ number: row.number, score: row.quality.score, grade: row.quality.grade as QualityGrade, createdAt: row.createdAt.toISOString() }] : []));
}

/** Grades of these revisions, by revision; one that isn't graded is left out. */
export async function listGrades(db: Db, { revisionIds }: { readonly revisionIds: readonly string[] }): Promise<Map<string, QualityGrade>> {
  const rows = await db.revisionQuality.findMany({ where: { revisionId: { in: [...revisionIds] } }, select: { revisionId: true, grade: true } });
  return new Map(rows.map((row) => [row.revisionId, row.grade as QualityGrade]));
}

export async function listRules(db: Db, { datasetId }: { readonly datasetId: string }): Promise<{ id: string; rule: QualityRule }[]> {
  const rows = await db.qualityRule.findMany({ where: { datasetId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: 100, select: { id: true, rule: true } });
  return rows.map((row) => ({ id: row.id, rule: row.rule as unknown as QualityRule }));
}

export async function insertRule(db: Db, { datasetId, rule }: { readonly datasetId: string; readonly rule: QualityRule }): Promise<string> {
  return (await db.qualityRule.create({ data: { datasetId, rule: json(rule) }, select: { id: true } })).id;
}

export async function deleteRule(db: Db, { datasetId, ruleId }: { readonly datasetId: string; readonly ruleId: string }): Promise<boolean> {
  return (await db.qualityRule.deleteMany({ where: { id: ruleId, datasetId } })).count > 0;
}

export async function writeRuleResults(db: Db, { revisionId, results }: { readonly revisionId: string; readonly results: readonly RuleResult[] }): Promise<void> {
  await db.revisionProfile.update({ where: { revisionId }, data: { rules: json(results) }, select: { revisionId: true } });
}

export async function writeFrequency(db: Db, { datasetId, frequency }: { readonly datasetId: string; readonly frequency: UpdateFrequency | null }): Promise<void> {
  await db.dataset.update({ where: { id: datasetId }, data: { updateFrequency: frequency }, select: { id: true } });
}

/** The newest sound revision of one of this owner's datasets. */
export function findNewestOwnTable(db: Db, { datasetId, ownerId }: { readonly datasetId: string; readonly ownerId: string }) {
  return db.revision.findFirst({ where: { datasetId, status: 'READY', retractedAt: null, dataset: { ownerId } }, orderBy: { number: 'desc' }, select: { sha256: true, format: true, fileName: true, table: tableSelect } });
}

/** A seller's datasets, for a rule to point at. */
export async function listOwnDatasets(db: Db, { ownerId, except }: { readonly ownerId: string; readonly except: string }): Promise<{ id: string; name: string }[]> {
  return db.dataset.findMany({ where: { ownerId, id: { not: except }, revisions: { some: { status: 'READY' } } }, orderBy: { createdAt: 'desc' }, take: 100, select: { id: true, name: true } });
}

/** Revisions that are sold now, for grades to be made again as time goes on. */
export async function listSoldRevisions(db: Db, { after, take }: { readonly after: string | null; readonly take: number }): Promise<string[]> {
  const rows = await db.listing.findMany({ where: { status: 'PUBLISHED', ...(after === null ? {} : { revisionId: { gt: after } }) }, orderBy: { revisionId: 'asc' }, take, select: { revisionId: true } });
  return rows.map((row) => row.revisionId);
}

export async function isOwnTarget(db: Db, { datasetId, ownerId }: { readonly datasetId: string; readonly ownerId: string }): Promise<boolean> {
  return (await db.dataset.count({ where: { id: datasetId, ownerId } })) === 1;
}
