export type RightFacts = {
  /** The revision that was bought, and when. */
  readonly boughtId: string;
  readonly grantedAt: Date;
  /** What the listing sells now; null while it sells nothing. */
  readonly currentId: string | null;
  readonly pinnedId: string | null;
  readonly releases: readonly { readonly revisionId: string; readonly soldFrom: Date | null; readonly cancelledAt: Date | null }[];
  readonly retractedIds: ReadonlySet<string>;
};

/**
 * The revisions a right reaches: the one that was bought, every one released since, those announced and not sold yet (so that their buyers
 * can prepare), and what is sold now. Of these, what was taken back is named and not delivered.
 */
export function entitledRevisions({ boughtId, grantedAt, currentId, releases }: RightFacts): Set<string> {
  const later = releases.filter(({ soldFrom, cancelledAt }) => cancelledAt === null && (soldFrom === null || soldFrom >= grantedAt)).map((release) => release.revisionId);
  return new Set([boughtId, ...later, ...(currentId === null ? [] : [currentId])]);
}

/** What the buyer receives when she names none: the pinned revision, else what is sold now, else what she bought; the first of these that is still sound. */
export function followedRevision(facts: RightFacts): string {
  const entitled = entitledRevisions(facts);
  const wanted = [facts.pinnedId, facts.currentId, facts.boughtId].filter((id) => id !== null && entitled.has(id) && !facts.retractedIds.has(id));
  return wanted[0] ?? facts.boughtId;
}
