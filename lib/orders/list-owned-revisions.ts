import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { markedColumnsOf } from './core/marked-columns';
import { partFileName } from './core/part-file-name';
import { partRowsOf } from './core/part-rows';
import type { OwnedRevisions } from './schema';
import { listNotices, listRights, markNoticesSeen, type EntitledRevision, type RightWithRevisions } from './store/revisions';

/** Of each right of hers: every revision it reaches, the one she receives, and what she was told about. */
export async function listOwnedRevisions(ctx: Context): Promise<Result<readonly OwnedRevisions[]>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const buyerId = who.value.accountId;
  const [rights, notices] = await Promise.all([listRights(ctx.db, { buyerId }), listNotices(ctx.db, { buyerId, take: 200 })]);
  return ok(rights.map((right) => ({
    ...viewOf(right),
    notices: notices.filter((notice) => notice.entitlementId === right.row.id).flatMap(({ id, revisionId, kind, at, seenAt }) => {
      const number = right.revisions.find((revision) => revision.id === revisionId)?.number;
      return number === undefined ? [] : [{ id, number, kind, at: at.toISOString(), isSeen: seenAt !== null }];
    }),
  })));
}

function viewOf({ row, revisions, followedId }: RightWithRevisions): Omit<OwnedRevisions, 'notices'> {
  const releases = new Map(row.order.listing.releases.map((release) => [release.revisionId, release]));
  return {
    entitlementId: row.id, pinnedId: row.pinnedRevisionId, followedId,
    revisions: revisions.map(({ id, number, createdAt, retractedAt, retractReason, ...revision }) => {
      const release = releases.get(id);
      return {
        id, number, ...fileOf({ id, ...revision }, row), createdAt: createdAt.toISOString(), isRetracted: retractedAt !== null, retractReason, isBought: id === row.revisionId,
        isSold: id === row.order.listing.revisionId, soldFrom: release && release.soldFrom === null && release.cancelledAt === null ? release.effectiveAt.toISOString() : null, isBreaking: release?.isBreaking ?? false, notes: release?.notes ?? '',
      };
    }),
  };
}

/** What she receives of it: the uploaded file, or the one of her part. A part that nobody has fetched yet has neither size nor checksum. */
function fileOf({ id, fileName, sha256, byteSize, rowCount, tierFiles }: Pick<EntitledRevision, 'id' | 'fileName' | 'sha256' | 'byteSize' | 'rowCount' | 'tierFiles'>, right: RightWithRevisions['row']): { readonly fileName: string; readonly sha256: string; readonly byteSize: number } {
  const part = partRowsOf(right, Number(rowCount ?? 0n));
  if (markedColumnsOf(right.order.listing.markingChoices, right.grantedAt).length > 0) {
    const copy = right.markedCopies.find((one) => one.revisionId === id);
    return { fileName: copy?.fileName ?? fileName, sha256: copy?.sha256 ?? '', byteSize: Number(copy?.byteSize ?? 0n) };
  }
  if (part === null) return { fileName, sha256, byteSize: Number(byteSize) };
  const made = tierFiles.find((file) => Number(file.rowCount) === part);
  return { fileName: partFileName(fileName, part), sha256: made?.sha256 ?? '', byteSize: Number(made?.byteSize ?? 0n) };
}

/** She has looked: nothing is new to her any more. */
export async function seeRevisionNotices(ctx: Context): Promise<Result<null>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  await markNoticesSeen(ctx.db, { buyerId: who.value.accountId, at: ctx.now() });
  return ok(null);
}
