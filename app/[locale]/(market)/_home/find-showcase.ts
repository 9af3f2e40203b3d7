import { findPublishedListing } from '@/lib/catalog';
import type { ListingCard } from '@/lib/catalog/schema';
import { getPublicProfile } from '@/lib/datasets';
import type { ColumnProfile } from '@/lib/datasets/schema';
import type { Db } from '@/lib/db';
import { getPricePosition } from '@/lib/pricing';
import type { PriceExplanation } from '@/lib/pricing/schema';

/** One real listing that shows what the market does: its columns measured, its price explained. */
export type Showcase = {
  readonly card: ListingCard;
  readonly columns: readonly ColumnProfile[];
  readonly explanation: PriceExplanation | null;
};

const columnCount = 4;

function isTelling(column: ColumnProfile): boolean {
  return column.histogram.kind !== 'none' && !['constant', 'empty', 'id', 'nested'].includes(column.kind);
}

/** The most popular listing with a price that has steps to show and columns worth a picture; null when there is none. */
export async function findShowcase(db: Db, popular: readonly ListingCard[]): Promise<Showcase | null> {
  let fallback: Showcase | null = null;
  for (const card of popular.slice(0, 5)) {
    const listing = await findPublishedListing(db, { slug: card.slug });
    if (!listing) continue;
    const [profile, position] = await Promise.all([getPublicProfile(db, { revisionId: listing.revisionId }), getPricePosition(db, { listingId: listing.id })]);
    const columns = (profile?.columns ?? []).filter(isTelling).toSorted((a, b) => Number(b.histogram.kind === 'bins') - Number(a.histogram.kind === 'bins')).slice(0, columnCount);
    const showcase = { card, columns, explanation: position.explanation };
    if (columns.length === columnCount && (card.priceMinor ?? 0) > 0 && (position.explanation?.bars.length ?? 0) > 2) return showcase;
    fallback ??= showcase;
  }
  return fallback;
}
