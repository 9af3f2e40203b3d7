type Recent = { readonly visit: string; readonly kind: string; readonly listingId: string; readonly at: Date };

const visitGapMilliseconds = 30 * 60 * 1000;
const repeatMilliseconds = 10 * 1000;
/** More than a person looks at in an hour: what comes above it is a machine and is not kept. */
export const hourlyCap = 300;

/**
 * Which visit an event belongs to, or null when it isn't kept: the same thing twice within ten seconds is one, and above the
 * hourly cap nothing counts. `recent` is what the subject did in the last hour, newest first.
 */
export function decideEvent(event: { readonly kind: string; readonly listingId: string; readonly at: Date }, recent: readonly Recent[], newVisit: string): { readonly visit: string } | null {
  if (recent.length >= hourlyCap) return null;
  const isRepeated = recent.some((other) => other.kind === event.kind && other.listingId === event.listingId && event.at.getTime() - other.at.getTime() < repeatMilliseconds);
  if (isRepeated) return null;
  const [last] = recent;
  return { visit: last && event.at.getTime() - last.at.getTime() < visitGapMilliseconds ? last.visit : newVisit };
}
