import { Prisma, readNamed, type Db } from '@/lib/db';
import { toMinor } from '@/lib/shared/money';
import type { QualityGrade } from '@/lib/datasets/schema';
import type { Category, LicenceCode, ListingCard } from '../schema';

/** Exactly what a card shows. */
export const cardSelect = {
  id: true, slug: true, title: true, subtitle: true, category: true, licenceCode: true, priceMinor: true, currency: true,
  rowCount: true, columnCount: true, byteSize: true, format: true, qualityGrade: true, salesCount: true, salesVoices: true, createdAt: true, publishedAt: true,
  seller: { select: { name: true, slug: true } },
} as const satisfies Prisma.ListingSelect;

export type CardRow = Prisma.ListingGetPayload<{ select: typeof cardSelect }>;

/** Published listings only, in the order of the ids; what is not on sale is left out. */
export async function listCards(db: Db, { listingIds }: { readonly listingIds: readonly string[] }): Promise<ListingCard[]> {
  if (listingIds.length === 0) return [];
  // Asked with every list that is recommended: one statement, planned once a connection.
  const rows = await readNamed<CardRow>(db, Prisma.sql`/* named cards */
    select l.id, l.slug, l.title, l.subtitle, l.category, l."licenceCode", l."priceMinor", l.currency, l."rowCount", l."columnCount", l."byteSize", l.format::text as format, l."qualityGrade", l."salesCount", l."salesVoices",
      l."createdAt", l."publishedAt", json_build_object('name', s.name, 'slug', s.slug) as seller
    from "Listing" l join "Seller" s on s."accountId" = l."sellerId" where l.id = any(${[...listingIds]}::uuid[]) and l.status = 'PUBLISHED'`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return listingIds.flatMap((id) => {
    const row = byId.get(id);
    return row ? [cardOf(row)] : [];
  });
}

export async function listPopular(
  db: Db,
  { size, excludeIds = [] }: { readonly size: number; readonly excludeIds?: readonly string[] },
): Promise<ListingCard[]> {
  const rows = await db.listing.findMany({
    where: { status: 'PUBLISHED', id: { notIn: [...excludeIds] } },
    orderBy: [{ salesVoices: 'desc' }, { publishedAt: 'desc' }, { id: 'asc' }],
    take: size, select: cardSelect,
  });
  return rows.map(cardOf);
}

export async function listNewest(db: Db, { size }: { readonly size: number }): Promise<ListingCard[]> {
  const rows = await db.listing.findMany({
    where: { status: 'PUBLISHED' }, orderBy: [{ publishedAt: 'desc' }, { id: 'asc' }], take: size, select: cardSelect,
  });
  return rows.map(cardOf);
}

/** A draft has no day of publication yet: the day it was made stands in. */
export function cardOf(row: CardRow): ListingCard {
  const { seller, createdAt, publishedAt, ...rest } = row;
  return {
    ...rest,
    // Both are checked against the closed lists before they are written.
    category: row.category as Category,
    licenceCode: row.licenceCode as LicenceCode,
    qualityGrade: row.qualityGrade as QualityGrade | null,
    sellerName: seller.name,
    sellerSlug: seller.slug,
    priceMinor: row.priceMinor === null ? null : toMinor(row.priceMinor),
    rowCount: Number(row.rowCount),
    byteSize: Number(row.byteSize),
    publishedAt: (publishedAt ?? createdAt).toISOString(),
  };
}
