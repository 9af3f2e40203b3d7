import { ok, refuse, type Result } from '@/lib/shared/result';
import { needsAnswer } from '../personal-data/column-scan';
import type { FindingVerdict } from '../../privacy/inputs';

export type PrivacyFacts = {
  readonly isAboutPeople: boolean;
  readonly isHighRisk: boolean;
  readonly findings: readonly { readonly category: 'direct' | 'quasi' | 'special'; readonly isFlagged: boolean; readonly verdict: FindingVerdict }[];
  /** The newest answer of an administrator about this very revision; null when nobody was asked. */
  readonly approval: 'OPEN' | 'APPROVED' | 'REFUSED' | null;
};

/** Findings the seller has not answered yet. */
export function countOpen({ findings }: PrivacyFacts): number {
  return findings.filter((finding) => needsAnswer(finding) && finding.verdict === 'OPEN').length;
}

export function hasConfirmed({ findings }: Pick<PrivacyFacts, 'findings'>): boolean {
  return findings.some((finding) => needsAnswer(finding) && finding.verdict === 'CONFIRMED');
}

/** Why an administrator has to look at it; empty when she hasn't. */
export function approvalReasons(facts: PrivacyFacts): ('personal-data' | 'high-risk')[] {
  return [...(hasConfirmed(facts) ? ['personal-data' as const] : []), ...(isPrivateSaleOnly(facts) ? ['high-risk' as const] : [])];
}

/** Rows of people who are easily singled out are sold to whom the seller chose, never to everybody at a price. */
export function isPrivateSaleOnly({ isAboutPeople, isHighRisk }: Pick<PrivacyFacts, 'isAboutPeople' | 'isHighRisk'>): boolean {
  return isAboutPeople && isHighRisk;
}

/**
 * Whether a revision may be published as far as people are concerned. Every finding is answered; what is confirmed, and rows of people who are easily singled
 * out, need a lawful basis and an administrator's approval, and the latter are then sold on request alone. Not scanned is not allowed.
 */
export function decidePrivacy(facts: PrivacyFacts | null, { isPriced }: { /** Sold to everybody, for money or for nothing. */ readonly isPriced: boolean }): Result<null> {
  if (!facts) return refuse('privacy-not-scanned');
  const open = countOpen(facts);
  if (open > 0) return refuse('privacy-findings-open', { params: { count: open } });
  const [reason] = approvalReasons(facts);
  if (reason === undefined) return ok(null);
  if (facts.approval === 'APPROVED') return isPriced && isPrivateSaleOnly(facts) ? refuse('privacy-private-sale-only', { field: 'priceMinor' }) : ok(null);
  if (facts.approval === 'OPEN') return refuse('privacy-approval-waiting');
  return refuse(reason === 'personal-data' ? 'privacy-approval-needed' : 'privacy-risk-high');
}

/** D6: quasi-identifiers may be added freely; one that was proposed goes only with a reason, and so does that rows are about people. */
export function decideQuasi(
  before: { readonly proposedQuasi: readonly string[]; readonly isAboutPeople: boolean },
  wanted: { readonly quasi: readonly string[]; readonly isAboutPeople: boolean; readonly reason: string },
): Result<{ readonly removed: readonly string[] }> {
  const removed = before.proposedQuasi.filter((column) => !wanted.quasi.includes(column));
  const isWeaker = removed.length > 0 || (before.isAboutPeople && !wanted.isAboutPeople);
  return isWeaker && wanted.reason.trim().length < 10 ? refuse('privacy-reason-needed', { field: 'reason' }) : ok({ removed });
}
