import type { Db, Prisma } from '@/lib/db';
import { toMinor } from '@/lib/shared/money';
import type { OwnedRow, SubscriptionView } from '../schema';
import { markedColumnsOf } from '../core/marked-columns';
import { partFileName } from '../core/part-file-name';
import { partRowsOf } from '../core/part-rows';
import { mapSubscriptions } from './subscriptions';

const ownedSelect = {
  id: true, listingId: true, grantedAt: true, revokedAt: true, share: true, markedCopies: { select: { revisionId: true, fileName: true, sha256: true, byteSize: true } }, rowLimit: true, endsAt: true,
  _count: { select: { downloads: true } },
  order: {
    select: {
      id: true, priceMinor: true, currency: true, licenceCode: true, placedAt: true, refund: { select: { amountMinor: true, reason: true, at: true } },
      listing: { select: { slug: true, title: true, seller: { select: { name: true } }, markingChoices: { select: { columns: true, since: true } } } },
      revision: { select: { id: true, number: true, fileName: true, byteSize: true, sha256: true, format: true, rowCount: true, tierFiles: { select: { rowCount: true, sha256: true, byteSize: true } } } },
    },
  },
} as const satisfies Prisma.EntitlementSelect;

type Row = Prisma.EntitlementGetPayload<{ select: typeof ownedSelect }>;

/** What an upgrade took the place of isn't listed beside it. */
export async function listOwnedRows(db: Db, { buyerId, now }: { readonly buyerId: string; readonly now: Date }): Promise<OwnedRow[]> {
  const rows = await db.entitlement.findMany({ where: { buyerId, supersededById: null }, select: ownedSelect, orderBy: [{ grantedAt: 'desc' }, { id: 'asc' }], take: 500 });
  const subscriptions = await mapSubscriptions(db, { buyerId });
  return rows.map((row) => rowOf(row, { now, subscription: subscriptions.get(row.id) ?? null }));
}

/** The right in force if there is one, otherwise the newest that was revoked. */
export async function findOwnedRow(db: Db, { buyerId, listingId, now }: { readonly buyerId: string; readonly listingId: string; readonly now: Date }): Promise<OwnedRow | null> {
  const row = await db.entitlement.findFirst({
    where: { buyerId, listingId, supersededById: null }, select: ownedSelect, orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { grantedAt: 'desc' }],
  });
  return row && rowOf(row, { now, subscription: (await mapSubscriptions(db, { buyerId })).get(row.id) ?? null });
}

function rowOf({ id, listingId, grantedAt, markedCopies, revokedAt, share, rowLimit, endsAt, order, _count }: Row, { now, subscription }: { readonly now: Date; readonly subscription: SubscriptionView | null }): OwnedRow {
  const { listing, revision } = order;
  const partRows = partRowsOf({ share, rowLimit }, Number(revision.rowCount ?? 0n));
  const part = partRows === null ? null : (revision.tierFiles.find((file) => Number(file.rowCount) === partRows) ?? null);
  const markedColumns = markedColumnsOf(listing.markingChoices, grantedAt);
  const marked = markedColumns.length === 0 ? null : (markedCopies.find((copy) => copy.revisionId === revision.id) ?? { fileName: partRows === null ? revision.fileName : partFileName(revision.fileName, partRows), sha256: '', byteSize: 0n });
  return {
    markedColumns, orderId: order.id, entitlementId: id, listingId, slug: listing.slug, title: listing.title, sellerName: listing.seller.name,
    priceMinor: toMinor(order.priceMinor), currency: order.currency, licenceCode: order.licenceCode,
    revisionNumber: revision.number, partRows,
    fileName: marked?.fileName ?? (partRows === null ? revision.fileName : partFileName(revision.fileName, partRows)),
    byteSize: Number(marked?.byteSize ?? (partRows === null ? revision.byteSize : (part?.byteSize ?? 0n))), sha256: marked?.sha256 ?? (partRows === null ? revision.sha256 : (part?.sha256 ?? '')),
    format: partRows === null ? revision.format : 'PARQUET',
    downloadCount: _count.downloads, isRevoked: revokedAt !== null || (endsAt !== null && endsAt.getTime() <= now.getTime()), placedAt: order.placedAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null, subscription, refund: order.refund && { amountMinor: toMinor(order.refund.amountMinor), reason: order.refund.reason, at: order.refund.at.toISOString() },
  };
}
