import { approvalReasons, countOpen, type PrivacyFacts } from '../core/privacy/decide-privacy';
import { needsAnswer } from '../core/personal-data/column-scan';
import type { Risk } from '../core/risk';
import type { FindingView, PrivacyReportView, PublicPrivacy } from '../schema';
import type { ApprovalRow, ReportRow } from './store';

type Report = { readonly report: ReportRow; readonly approval: ApprovalRow | null };

export function toFindingView(row: ReportRow['findings'][number]): FindingView {
  const { rowCount, decidedAt, category, source, ...rest } = row;
  // Both are checked by the database against the closed lists.
  return { ...rest, category: category as FindingView['category'], source: source as FindingView['source'], count: Number(rowCount), decidedAt: decidedAt?.toISOString() ?? null };
}

/** The stored JSON was written by writePrivacyReport and writeRisk from this very type. */
export function riskOfRow({ risk }: Pick<ReportRow, 'risk'>): Risk | null {
  return risk as unknown as Risk | null;
}

export function toFacts({ report, approval }: Report): PrivacyFacts {
  return { isAboutPeople: report.isAboutPeople, isHighRisk: riskOfRow(report)?.isHighRisk ?? false, findings: report.findings.map(toFindingView), approval: approval?.state ?? null };
}

export function toReportView({ report, approval }: Report): PrivacyReportView {
  const facts = toFacts({ report, approval });
  return {
    revisionId: report.revisionId, scannerVersion: report.scannerVersion, columnCount: report.columnCount, scannedAt: report.scannedAt.toISOString(), isAboutPeople: report.isAboutPeople,
    proposedQuasi: report.proposedQuasi, quasi: report.quasi, sensitive: report.sensitive, risk: riskOfRow(report), epsilon: report.epsilon, findings: report.findings.map(toFindingView),
    openCount: countOpen(facts), reasons: approvalReasons(facts),
    approval: approval && { ...approval, requestedAt: approval.requestedAt.toISOString(), answeredAt: approval.answeredAt?.toISOString() ?? null },
  };
}

/** What buyers are told: kinds and counts, never a column's name that the seller hides, never an example. */
export function toPublicPrivacy({ report, approval }: Report, unshownCount: number): PublicPrivacy {
  const confirmed = report.findings.map(toFindingView).filter((finding) => needsAnswer(finding) && finding.verdict === 'CONFIRMED');
  const risk = report.isAboutPeople ? riskOfRow(report) : null;
  return {
    scannerVersion: report.scannerVersion, scannedAt: report.scannedAt.toISOString(), columnCount: report.columnCount, kinds: [...new Set(confirmed.map((finding) => finding.entity))].toSorted(),
    strayCount: report.findings.filter((finding) => !finding.isFlagged && finding.verdict !== 'REJECTED').reduce((sum, finding) => sum + Number(finding.rowCount), 0),
    rejectedCount: report.findings.filter((finding) => finding.verdict === 'REJECTED').length, isAboutPeople: report.isAboutPeople, unshownCount, epsilon: report.epsilon,
    lawfulBasis: approval?.state === 'APPROVED' ? approval.lawfulBasis : null,
    provenance: approval?.state === 'APPROVED' && approval.collection !== '' ? { notice: approval.noticeGiven, collection: approval.collection, territories: approval.territories } : null, approvedAt: approval?.state === 'APPROVED' ? (approval.answeredAt?.toISOString() ?? null) : null,
    risk: risk && { k: risk.k, rows: risk.rows, uniqueShare: risk.uniqueShare, averageRisk: risk.averageRisk, maximumRisk: risk.maximumRisk, shareBelowFive: risk.shareBelowFive, isHighRisk: risk.isHighRisk, quasiCount: risk.quasi.length },
  };
}
