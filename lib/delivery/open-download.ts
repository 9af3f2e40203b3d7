import type { Readable } from 'node:stream';
import { record } from '@/lib/audit';
import { recordDone } from '@/lib/behaviour';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage } from '@/lib/storage';
import { byteRange, type ByteRange } from './core/byte-range';
import { readTokenUnder } from './core/download-token';
import { findRight } from './find-right';
import { findDeliverable, type Deliverable } from './part-file';
import { insertDownload } from './store';
import { downloadKeys } from './token-key';

export type OpenDownloadInput = { readonly token: string; readonly range?: string | null; readonly ifRange?: string | null };

export type OpenedDownload = {
  readonly byteSize: number;
  readonly sha256: string;
  readonly fileName: string;
  /** What is sent: everything, a part, or nothing because the part asked for does not exist. */
  readonly range: 'whole' | 'unsatisfiable' | ByteRange;
  readonly stream: Readable | null;
};

/**
 * The exact bytes that were sold. Link, account and right are checked at every request, also when a broken download is
 * resumed; only a request that begins at the first byte counts as a download.
 */
export async function openDownload(ctx: Context, { token, range = null, ifRange = null }: OpenDownloadInput): Promise<Result<OpenedDownload>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const buyerId = who.value.accountId;
  const claims = readTokenUnder(downloadKeys(), buyerId, { token, now: ctx.now().getTime() });
  if (!claims.ok) return claims;
  const { entitlementId, revisionId } = claims.value;
  const right = await findRight(ctx.db, { entitlementId, buyerId, revisionId, now: ctx.now() }, 'link-invalid');
  if (!right.ok) return right;
  const deliverable = await findDeliverable(ctx, right.value);
  if (!deliverable) return refuse('link-invalid');
  const { sha256, byteSize, fileName } = deliverable;
  if (!(await isIntact(deliverable))) return refuse('bytes-damaged');

  const part = byteRange({ range, ifRange }, { byteSize, etag: `"${sha256}"` });
  if (part === 'unsatisfiable') return ok({ byteSize, sha256, fileName, range: part, stream: null });
  await recordServed(ctx, { entitlementId, revisionId, listingId: right.value.listingId, sha256, part });
  const stream = await storage().openRead(sha256, part === 'whole' ? undefined : part);
  return ok({ byteSize, sha256, fileName, range: part, stream });
}

/** That the bytes are there and as many as were sold; their content is named by its hash. */
async function isIntact({ sha256, byteSize }: Deliverable): Promise<boolean> {
  return (await storage().sizeOf(sha256)) === byteSize;
}

async function recordServed(
  ctx: Context,
  { entitlementId, revisionId, listingId, sha256, part }: { readonly entitlementId: string; readonly revisionId: string; readonly listingId: string; readonly sha256: string; readonly part: 'whole' | ByteRange },
): Promise<void> {
  const isFromStart = part === 'whole' || part.start === 0;
  await ctx.db.$transaction(async (tx) => {
    if (isFromStart) {
      await insertDownload(tx, { entitlementId, revisionId, at: ctx.now() });
      await recordDone(tx, ctx, { kind: 'DOWNLOAD', listingId });
    }
    await record(tx, ctx, {
      action: 'download.served', objectType: 'entitlement', objectId: entitlementId,
      detail: { sha256, range: part === 'whole' ? 'whole' : `${part.start}-${part.end}` },
    });
  });
}
