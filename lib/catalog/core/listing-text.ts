import { createHash } from 'node:crypto';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { listingTextFields, type ListingTextField } from '../schema';
import type { ListingStatus } from './decide-listing';

export type ListingText = Readonly<Record<ListingTextField, string>>;

/** SHA-256, hex, of what a seller wrote about a dataset: the same for the same text, whatever else changed. */
export function listingTextSha256(text: ListingText): string {
  return createHash('sha256').update(JSON.stringify(listingTextFields.map((field) => text[field])), 'utf8').digest('hex');
}

/**
 * What an edit changes. What is the same already is fine, whatever was seen before: the same edit sent twice is one. A text written over
 * another than the one that stands is refused, or the later of two windows would undo the earlier. A draft is written elsewhere; somebody else's listing is passed as null, like a missing one.
 */
export function decideEdit(listing: { readonly status: ListingStatus; readonly text: ListingText } | null, { seenSha256, ...text }: ListingText & { readonly seenSha256: string }): Result<{ readonly changed: readonly ListingTextField[] }> {
  if (!listing) return refuse('not-found');
  if (listing.status === 'DRAFT') return refuse('listing-not-published');
  const changed = listingTextFields.filter((field) => listing.text[field] !== text[field]);
  return changed.length > 0 && seenSha256 !== listingTextSha256(listing.text) ? refuse('listing-changed') : ok({ changed });
}
