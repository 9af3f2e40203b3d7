import type { Db, Prisma } from '@/lib/db';
import { defaultMinTopCount, unshownColumns, type VisibilityChoice } from '../core/privacy/visibility';
import type { MeasuredPrivacy } from '../measure/job';

const findingSelect = { id: true, column: true, entity: true, category: true, source: true, rowCount: true, share: true, confidence: true, isFlagged: true, examples: true, verdict: true, reason: true, decidedAt: true } as const;
const approvalSelect = { id: true, lawfulBasis: true, statement: true, state: true, answer: true, requestedAt: true, answeredAt: true } as const;
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

/** The newest question to an administrator and its answer. */
export function findApproval(db: Db, { revisionId }: { readonly revisionId: string }): Promise<ApprovalRow | null> {
  return db.privacyApproval.findFirst({ where: { revisionId }, orderBy: { requestedAt: 'desc' }, select: approvalSelect });
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
