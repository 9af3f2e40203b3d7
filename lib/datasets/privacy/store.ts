import { Prisma, type Db } from '@/lib/db';
import { defaultMinTopCount, unshownColumns } from '../core/privacy/visibility';
import type { Risk } from '../core/risk';
import { tableSelect } from '../locate-table';
import type { MeasuredPrivacy } from '../measure/job';
import type { ColumnProfile } from '../schema';
import type { VisibilityChoice } from './inputs';

const findingSelect = { id: true, column: true, entity: true, category: true, source: true, rowCount: true, share: true, confidence: true, isFlagged: true, examples: true, verdict: true, reason: true, decidedAt: true } as const;
const approvalSelect = { id: true, lawfulBasis: true, noticeGiven: true, collection: true, territories: true, statement: true, state: true, answer: true, requestedAt: true, answeredAt: true } as const;
const reportSelect = {
  revisionId: true, scannerVersion: true, columnCount: true, scannedAt: true, isAboutPeople: true, proposedQuasi: true, quasi: true, sensitive: true, risk: true, epsilon: true,
  findings: { select: findingSelect, orderBy: [{ isFlagged: 'desc' }, { confidence: 'desc' }, { column: 'asc' }, { entity: 'asc' }] },
} as const satisfies Prisma.PrivacyReportSelect;

export type ReportRow = Prisma.PrivacyReportGetPayload<{ select: typeof reportSelect }>;
export type ApprovalRow = Prisma.PrivacyApprovalGetPayload<{ select: typeof approvalSelect }>;

/** In the transaction that makes a revision ready. */
export async function writePrivacyReport(db: Db, { revisionId, privacy, at }: { readonly revisionId: string; readonly privacy: MeasuredPrivacy; readonly at: Date }): Promise<void> {
  const { scan, isAboutPeople, proposedQuasi, sensitive, risk } = privacy;
  await db.privacyReport.create({
    data: {
      revisionId, scannerVersion: scan.scannerVersion, columnCount: scan.columnCount, scannedAt: at, isAboutPeople,
      proposedQuasi: [...proposedQuasi], quasi: [...proposedQuasi], sensitive, ...(risk ? { risk: risk as unknown as Prisma.InputJsonValue } : {}),
      findings: { create: scan.findings.map(({ count, examples, ...finding }) => ({ ...finding, rowCount: BigInt(count), examples: [...examples] })) },
    },
    select: { revisionId: true },
  });
}

export function findReport(db: Db, { revisionId }: { readonly revisionId: string }): Promise<ReportRow | null> {
  return db.privacyReport.findUnique({ where: { revisionId }, select: reportSelect });
}

export function listReports(db: Db, { revisionIds }: { readonly revisionIds: readonly string[] }): Promise<ReportRow[]> {
  return db.privacyReport.findMany({ where: { revisionId: { in: [...revisionIds] } }, select: reportSelect });
}

/** The newest question to an administrator and its answer. */
export function findApproval(db: Db, { revisionId }: { readonly revisionId: string }): Promise<ApprovalRow | null> {
  return db.privacyApproval.findFirst({ where: { revisionId }, orderBy: { requestedAt: 'desc' }, select: approvalSelect });
}

/** Of the newest revision of each of an owner's datasets the newest question, where that was refused; the newest first, fifty at most. */
export async function listRefusedOfNewest(db: Db, { ownerId }: { readonly ownerId: string }) {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select a.id from "Dataset" d
    cross join lateral (select r.id, r.status from "Revision" r where r."datasetId" = d.id and r."retractedAt" is null order by r.number desc limit 1) r
    cross join lateral (select a.id, a.state, a."requestedAt" from "PrivacyApproval" a where a."revisionId" = r.id order by a."requestedAt" desc, a.id limit 1) a
    where d."ownerId" = ${ownerId}::uuid and r.status = 'READY' and a.state = 'REFUSED' order by a."requestedAt" desc, a.id limit 50`;
  return db.privacyApproval.findMany({
    where: { id: { in: rows.map(({ id }) => id) } }, orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }],
    select: { ...approvalSelect, revisionId: true, revision: { select: { privacy: { select: reportSelect }, dataset: { select: { name: true, listing: { select: { id: true, title: true, status: true } } } } } } },
  });
}

export type VisibilityRow = { readonly columns: VisibilityChoice; readonly minTopCount: number };

export async function findVisibility(db: Db, { datasetId }: { readonly datasetId: string }): Promise<VisibilityRow> {
  const row = await db.datasetVisibility.findUnique({ where: { datasetId }, select: { columns: true, minTopCount: true } });
  // Written by writeVisibility from this very type.
  return row ? { columns: row.columns as VisibilityChoice, minTopCount: row.minTopCount } : { columns: {}, minTopCount: defaultMinTopCount };
}

export async function writeVisibility(db: Db, { datasetId, columns, minTopCount, at }: VisibilityRow & { readonly datasetId: string; readonly at: Date }): Promise<void> {
  const data = { columns: { ...columns }, minTopCount, updatedAt: at };
  await db.datasetVisibility.upsert({ where: { datasetId }, create: { datasetId, ...data }, update: data, select: { datasetId: true } });
}

/** Of a dataset whose seller has chosen before: what a next revision must not show. */
export async function listHiddenColumns(db: Db, { datasetId }: { readonly datasetId: string }): Promise<string[]> {
  return unshownColumns([], (await findVisibility(db, { datasetId })).columns);
}

type Own = { readonly revisionId: string; readonly ownerId: string };

/** A measured revision of one's own with where its bytes are; null for a missing one and for another owner's alike. */
export function findOwnTable(db: Db, { revisionId, ownerId }: Own) {
  return db.revision.findFirst({ where: { id: revisionId, status: 'READY', dataset: { ownerId } }, select: { id: true, datasetId: true, sha256: true, format: true, fileName: true, rowCount: true, profile: { select: { columns: true, table: true } }, table: tableSelect } });
}

export async function lockOwnReport(tx: Db, { revisionId, ownerId }: Own): Promise<ReportRow | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select p."revisionId" as id from "PrivacyReport" p join "Revision" r on r.id = p."revisionId" join "Dataset" d on d.id = r."datasetId"
    where p."revisionId" = ${revisionId}::uuid and d."ownerId" = ${ownerId}::uuid for update of p`;
  return rows.length === 1 ? findReport(tx, { revisionId }) : null;
}

export async function findOwnFindingRevision(db: Db, { findingId, ownerId }: { readonly findingId: string; readonly ownerId: string }): Promise<string | null> {
  return (await db.privacyFinding.findFirst({ where: { id: findingId, report: { revision: { dataset: { ownerId } } } }, select: { revisionId: true } }))?.revisionId ?? null;
}

export async function writeVerdict(db: Db, { findingId, verdict, reason, at }: { readonly findingId: string; readonly verdict: 'CONFIRMED' | 'REJECTED'; readonly reason: string; readonly at: Date }): Promise<void> {
  await db.privacyFinding.update({ where: { id: findingId }, data: { verdict, reason, decidedAt: at }, select: { id: true } });
}

/** `isPriced`: on the market for everybody, not on request. */
export async function isOnMarket(db: Db, { revisionId, isPriced = false }: { readonly revisionId: string; readonly isPriced?: boolean }): Promise<boolean> {
  return (await db.listing.count({ where: { revisionId, status: 'PUBLISHED', ...(isPriced ? { priceMinor: { not: null } } : {}) } })) > 0;
}

/** The published listings that sell this revision, from the commit on withdrawn; rights that were bought stay. */
export async function takeOffMarket(db: Db, { revisionId }: { readonly revisionId: string }): Promise<string[]> {
  const rows = await db.listing.findMany({ where: { revisionId, status: 'PUBLISHED' }, select: { id: true } });
  const ids = rows.map((row) => row.id);
  await db.listing.updateMany({ where: { id: { in: ids }, status: 'PUBLISHED' }, data: { status: 'WITHDRAWN' } });
  return ids;
}

export async function writeRisk(db: Db, { revisionId, quasi, sensitive, isAboutPeople, risk }: { readonly revisionId: string; readonly quasi: readonly string[]; readonly sensitive: string | null; readonly isAboutPeople: boolean; readonly risk: Risk | null }): Promise<void> {
  await db.privacyReport.update({ where: { revisionId }, data: { quasi: [...quasi], sensitive, isAboutPeople, risk: risk === null ? Prisma.DbNull : (risk as unknown as Prisma.InputJsonValue) }, select: { revisionId: true } });
}

export async function insertApproval(db: Db, approval: { readonly revisionId: string; readonly lawfulBasis: string; readonly noticeGiven: string; readonly collection: string; readonly territories: string[]; readonly statement: string; readonly requestedAt: Date }): Promise<string> {
  return (await db.privacyApproval.create({ data: approval, select: { id: true } })).id;
}

/** False when it is answered already or isn't there. */
export async function answerOpenApproval(db: Db, { approvalId, ...data }: { readonly approvalId: string; readonly state: 'APPROVED' | 'REFUSED'; readonly answer: string; readonly answeredBy: string; readonly answeredAt: Date }): Promise<boolean> {
  return (await db.privacyApproval.updateMany({ where: { id: approvalId, state: 'OPEN' }, data })).count === 1;
}

export function findApprovalOwner(db: Db, { approvalId }: { readonly approvalId: string }) {
  return db.privacyApproval.findUnique({ where: { id: approvalId }, select: { state: true, revision: { select: { id: true, dataset: { select: { ownerId: true } } } } } });
}

/** Open ones first, the oldest first; then the newest answers. */
export async function listApprovalRows(db: Db, { take }: { readonly take: number }) {
  const select = { ...approvalSelect, revision: { select: { id: true, number: true, fileName: true, rowCount: true, privacy: { select: reportSelect }, dataset: { select: { name: true, ownerId: true, owner: { select: { seller: { select: { name: true } } } } } } } } } as const;
  const [open, answered] = await Promise.all([
    db.privacyApproval.findMany({ where: { state: 'OPEN' }, orderBy: { requestedAt: 'asc' }, take, select }),
    db.privacyApproval.findMany({ where: { state: { not: 'OPEN' } }, orderBy: { answeredAt: 'desc' }, take, select }),
  ]);
  return [...open, ...answered];
}

export function countOpenApprovals(db: Db): Promise<number> {
  return db.privacyApproval.count({ where: { state: 'OPEN' } });
}

export async function listSampledRevisions(db: Db, { datasetId }: { readonly datasetId: string }): Promise<string[]> {
  return (await db.publishedSample.findMany({ where: { revision: { datasetId } }, orderBy: { builtAt: 'desc' }, select: { revisionId: true } })).map((row) => row.revisionId);
}

/** Once per revision: what was published with noise stays as it was published. */
export async function writeNoise(db: Db, { revisionId, columns, epsilon }: { readonly revisionId: string; readonly columns: readonly ColumnProfile[]; readonly epsilon: number }): Promise<boolean> {
  return (await db.privacyReport.updateMany({ where: { revisionId, epsilon: null }, data: { noisedColumns: columns as unknown as Prisma.InputJsonValue, epsilon } })).count === 1;
}

export async function findNoise(db: Db, { revisionId }: { readonly revisionId: string }): Promise<readonly ColumnProfile[] | null> {
  const row = await db.privacyReport.findUnique({ where: { revisionId }, select: { noisedColumns: true } });
  return (row?.noisedColumns ?? null) as unknown as readonly ColumnProfile[] | null;
}
