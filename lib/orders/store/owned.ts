import type { Db, Prisma } from '@/lib/db';
import { toMinor } from '@/lib/shared/money';
import type { OwnedRow } from '../schema';

const ownedSelect = {
  id: true, listingId: true, revokedAt: true,
  _count: { select: { downloads: true } },
  order: {
    select: {
      id: true, priceMinor: true, currency: true, licenceCode: true, placedAt: true,
      listing: { select: { slug: true, title: true, seller: { select: { name: true } } } },
      revision: { select: { number: true, fileName: true, byteSize: true, sha256: true, format: true } },
    },
  },
} as const satisfies Prisma.EntitlementSelect;

type Row = Prisma.EntitlementGetPayload<{ select: typeof ownedSelect }>;

export async function listOwnedRows(db: Db, { buyerId }: { readonly buyerId: string }): Promise<OwnedRow[]> {
  const rows = await db.entitlement.findMany({ where: { buyerId }, select: ownedSelect, orderBy: [{ grantedAt: 'desc' }, { id: 'asc' }], take: 500 });
  return rows.map(rowOf);
}

/** The right in force if there is one, otherwise the newest that was revoked. */
export async function findOwnedRow(db: Db, { buyerId, listingId }: { readonly buyerId: string; readonly listingId: string }): Promise<OwnedRow | null> {
  const row = await db.entitlement.findFirst({
    where: { buyerId, listingId }, select: ownedSelect, orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { grantedAt: 'desc' }],
  });
  return row && rowOf(row);
}

function rowOf({ id, listingId, revokedAt, order, _count }: Row): OwnedRow {
  const { listing, revision } = order;
  return {
    orderId: order.id, entitlementId: id, listingId, slug: listing.slug, title: listing.title, sellerName: listing.seller.name,
    priceMinor: toMinor(order.priceMinor), currency: order.currency, licenceCode: order.licenceCode,
    revisionNumber: revision.number, fileName: revision.fileName, byteSize: Number(revision.byteSize), sha256: revision.sha256, format: revision.format,
    downloadCount: _count.downloads, isRevoked: revokedAt !== null, placedAt: order.placedAt.toISOString(),
  };
}
