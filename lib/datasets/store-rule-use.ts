import type { Db } from '@/lib/db';

/** Since when the present rules judge, and what sellers said of what was flagged by them. */
export async function findRuleUse(db: Db, { formula, scanner }: { readonly formula: string; readonly scanner: string }) {
  const [graded, scanned, verdicts] = await Promise.all([
    db.revisionQuality.findFirst({ where: { formula }, orderBy: { gradedAt: 'asc' }, select: { gradedAt: true } }),
    db.privacyReport.findFirst({ where: { scannerVersion: scanner }, orderBy: { scannedAt: 'asc' }, select: { scannedAt: true } }),
    db.privacyFinding.groupBy({ by: ['verdict'], where: { isFlagged: true, verdict: { not: 'OPEN' }, report: { scannerVersion: scanner } }, _count: { _all: true } }),
  ]);
  const countOf = (verdict: string): number => verdicts.find((row) => row.verdict === verdict)?._count._all ?? 0;
  return { gradedSince: graded?.gradedAt ?? null, scannedSince: scanned?.scannedAt ?? null, confirmed: countOf('CONFIRMED'), decided: countOf('CONFIRMED') + countOf('REJECTED') };
}
