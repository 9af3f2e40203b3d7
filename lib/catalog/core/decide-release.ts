import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ListingStatus } from './decide-listing';

/** How long buyers are told ahead of a change that can break what reads the data. */
export const minNoticeDays = 14;
export const maxNoticeDays = 180;

export type ReleaseFacts = {
  readonly listing: { readonly status: ListingStatus; readonly revisionId: string; readonly datasetId: string } | null;
  readonly revision: { readonly id: string; readonly datasetId: string; readonly status: string; readonly isRetracted: boolean; readonly isReleased: boolean } | null;
  readonly hasPending: boolean;
  readonly isBreaking: boolean;
  /** Buyers with a right in force: without any there is nobody to wait for. */
  readonly ownerCount: number;
};

/** Whether a revision goes on sale, and after how many days. A listing or revision of somebody else is passed as null, like a missing one. */
export function decideRelease(facts: ReleaseFacts, { noticeDays }: { readonly noticeDays: number }): Result<{ readonly noticeDays: number }> {
  const { listing, revision } = facts;
  if (!listing || !revision || revision.datasetId !== listing.datasetId) return refuse('not-found');
  if (listing.status !== 'PUBLISHED') return refuse('listing-not-published');
  if (revision.status !== 'READY') return refuse('revision-not-ready', { field: 'revisionId' });
  if (revision.isRetracted) return refuse('revision-retracted');
  if (revision.isReleased || revision.id === listing.revisionId) return refuse('revision-released');
  if (facts.hasPending) return refuse('release-pending');
  const least = facts.isBreaking && facts.ownerCount > 0 ? minNoticeDays : 0;
  if (!Number.isInteger(noticeDays) || noticeDays < least || noticeDays > maxNoticeDays) return refuse('notice-too-short', { field: 'noticeDays', params: { min: least, max: maxNoticeDays } });
  return ok({ noticeDays });
}

export type SoldRevision = { readonly revisionId: string; readonly isRetracted: boolean };

/** What is sold instead of a revision that was taken back: the one sold last before it that is still sound; null when there is none. */
export function replacementFor(revisionId: string, soldBefore: readonly SoldRevision[]): string | null {
  return soldBefore.find((sold) => sold.revisionId !== revisionId && !sold.isRetracted)?.revisionId ?? null;
}
