import { listPublicColumnWords } from '@/lib/datasets';
import type { Prisma } from '@/lib/db';
import { searchTextOf } from './core/search-text';
import { findRevisionForRelease } from './store/releases';

/** From the commit on this revision is what is sold: the listing's own copy of its figures and its words for the search follow. */
export async function putRevisionOnSale(tx: Prisma.TransactionClient, { listingId, revisionId }: { readonly listingId: string; readonly revisionId: string }): Promise<void> {
  const revision = await findRevisionForRelease(tx, { revisionId });
  const columnWords = await listPublicColumnWords(tx, { revisionId });
  const listing = await tx.listing.findUniqueOrThrow({ where: { id: listingId }, select: { title: true, subtitle: true, description: true, category: true, sourceName: true, seller: { select: { name: true } } } });
  if (!revision) throw new Error('A revision that is not there was to be sold');
  const { seller, ...words } = listing;
  await tx.listing.update({
    where: { id: listingId }, select: { id: true },
    data: {
      revisionId, rowCount: revision.rowCount ?? 0n, columnCount: revision.columnCount ?? 0, byteSize: revision.byteSize, format: revision.format,
      searchText: searchTextOf({ ...words, sellerName: seller.name, ...columnWords }),
    },
  });
}

/** Nothing sound is left to sell. Rights that were bought stay. */
export async function takeOffSale(tx: Prisma.TransactionClient, { listingId }: { readonly listingId: string }): Promise<void> {
  await tx.listing.updateMany({ where: { id: listingId, status: 'PUBLISHED' }, data: { status: 'WITHDRAWN' } });
}
