import type { Db, Prisma } from '@/lib/db';
import type { ListingStatus } from '../core/decide-listing';
import type { ListingText } from '../core/listing-text';

type Own = { readonly sellerId: string };

export async function findSeller(db: Db, { accountId }: { readonly accountId: string }): Promise<{ name: string; isDemo: boolean } | null> {
  return db.seller.findUnique({ where: { accountId }, select: { name: true, isDemo: true } });
}

export async function isOwnListing(db: Db, { listingId, sellerId }: Own & { readonly listingId: string }): Promise<boolean> {
  return (await db.listing.findFirst({ where: { id: listingId, sellerId }, select: { id: true } })) !== null;
}

export async function lockOwnByDataset(
  tx: Prisma.TransactionClient,
  { datasetId, sellerId }: Own & { readonly datasetId: string },
): Promise<{ id: string; slug: string; status: ListingStatus; publishedAt: Date | null } | null> {
  const rows = await tx.$queryRaw<{ id: string; slug: string; status: ListingStatus; publishedAt: Date | null }[]>`
    select "id", "slug", "status"::text, "publishedAt" from "Listing"
    where "datasetId" = ${datasetId}::uuid and "sellerId" = ${sellerId}::uuid for update`;
  return rows[0] ?? null;
}

/** The row stays locked until the transaction ends: two decisions about one listing follow each other. */
export async function lockOwnListing(
  tx: Prisma.TransactionClient,
  { listingId, sellerId }: Own & { readonly listingId: string },
): Promise<{ slug: string; datasetId: string; revisionId: string; status: ListingStatus; priceMinor: number | null; currency: string; publishedAt: Date | null; takenDownAt: Date | null } | null> {
  const rows = await tx.$queryRaw<{ slug: string; datasetId: string; revisionId: string; status: ListingStatus; priceMinor: bigint | null; currency: string; publishedAt: Date | null; takenDownAt: Date | null }[]>`
    select "slug", "datasetId", "revisionId", "status"::text, "priceMinor", "currency", "publishedAt", "takenDownAt" from "Listing"
    where "id" = ${listingId}::uuid and "sellerId" = ${sellerId}::uuid for update`;
  const [row] = rows;
  return row ? { ...row, priceMinor: row.priceMinor === null ? null : Number(row.priceMinor) } : null;
}

export async function insertListing(db: Db, data: Prisma.ListingUncheckedCreateInput): Promise<{ id: string; slug: string }> {
  return db.listing.create({ data, select: { id: true, slug: true } });
}

export async function updateListing(
  db: Db,
  { listingId, sellerId, data }: Own & { readonly listingId: string; readonly data: Prisma.ListingUncheckedUpdateManyInput },
): Promise<void> {
  const { count } = await db.listing.updateMany({ where: { id: listingId, sellerId }, data });
  if (count !== 1) throw new Error('The listing changed its owner while it was locked');
}

export async function insertPriceChange(
  db: Db,
  { listingId, priceMinor, suggestedMinor, currency, at }: {
    readonly listingId: string; readonly priceMinor: number | null; readonly suggestedMinor: number | null; readonly currency: string; readonly at: Date;
  },
): Promise<void> {
  await db.priceChange.create({ data: { listingId, priceMinor, suggestedMinor, currency, at }, select: { id: true } });
}

export async function findOwnText(db: Db, { listingId, sellerId }: Own & { readonly listingId: string }): Promise<{ text: ListingText; sellerName: string } | null> {
  const row = await db.listing.findFirst({ where: { id: listingId, sellerId }, select: { title: true, subtitle: true, description: true, category: true, sourceName: true, sourceUrl: true, seller: { select: { name: true } } } });
  if (!row) return null;
  const { seller, ...text } = row;
  return { text, sellerName: seller.name };
}

/** What the searched text of a dataset's listing is made of, beside its columns; the row stays locked, so that no edit comes between reading and writing. */
export async function lockSearchParts(db: Db, { datasetId }: { readonly datasetId: string }) {
  await db.$queryRaw`select 1 from "Listing" where "datasetId" = ${datasetId}::uuid for update`;
  return db.listing.findUnique({ where: { datasetId }, select: { id: true, revisionId: true, title: true, subtitle: true, description: true, category: true, sourceName: true, seller: { select: { name: true } } } });
}

export async function writeSearchText(db: Db, { listingId, searchText }: { readonly listingId: string; readonly searchText: string }): Promise<void> {
  await db.listing.update({ where: { id: listingId }, data: { searchText }, select: { id: true } });
}
