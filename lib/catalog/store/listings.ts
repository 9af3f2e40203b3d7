import type { Db, Prisma } from '@/lib/db';
import { toMinor } from '@/lib/shared/money';
import type { ListingView } from '../schema';
import { cardOf, cardSelect } from './cards';

const viewSelect = {
  ...cardSelect,
  description: true, regions: true, sourceName: true, sourceUrl: true, status: true, revisionId: true, datasetId: true, isDemo: true, takenDownAt: true, takenDownReason: true,
  seller: { select: { name: true, slug: true, about: true } },
  prices: { select: { priceMinor: true, suggestedMinor: true, at: true }, orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.ListingSelect;

type ViewRow = Prisma.ListingGetPayload<{ select: typeof viewSelect }>;

export async function findPublishedListing(db: Db, { slug }: { readonly slug: string }): Promise<ListingView | null> {
  const row = await db.listing.findFirst({ where: { slug, status: 'PUBLISHED' }, select: viewSelect });
  return row && viewOf(row);
}

export async function findPublishedListingById(db: Db, { listingId }: { readonly listingId: string }): Promise<ListingView | null> {
  const row = await db.listing.findFirst({ where: { id: listingId, status: 'PUBLISHED' }, select: viewSelect });
  return row && viewOf(row);
}

export async function findOwnView(db: Db, { listingId, sellerId }: { readonly listingId: string; readonly sellerId: string }): Promise<ListingView | null> {
  const row = await db.listing.findFirst({ where: { id: listingId, sellerId }, select: viewSelect });
  return row && viewOf(row);
}

function viewOf(row: ViewRow): ListingView {
  const { description, regions, sourceName, sourceUrl, status, revisionId, datasetId, isDemo, takenDownAt, takenDownReason, prices, ...card } = row;
  return {
    ...cardOf({ ...card, seller: { name: row.seller.name, slug: row.seller.slug } }),
    description, regions, sourceName, sourceUrl, status, revisionId, datasetId, isDemo, takenDownReason: takenDownAt === null ? null : takenDownReason,
    sellerAbout: row.seller.about,
    prices: prices.map((price) => ({
      priceMinor: price.priceMinor === null ? null : toMinor(price.priceMinor),
      suggestedMinor: price.suggestedMinor === null ? null : toMinor(price.suggestedMinor),
      at: price.at.toISOString(),
    })),
  };
}
