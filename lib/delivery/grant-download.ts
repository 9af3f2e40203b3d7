import { randomBytes } from 'node:crypto';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { maxTtlMs, signToken } from './core/download-token';
import { findRight } from './find-right';
import { makeDeliverable } from './part-file';
import type { DownloadGrant, GrantDownloadInput } from './schema';
import { downloadKeys } from './token-key';

/** A link to one revision of what the buyer owns, the one she follows unless she names another: short-lived, for her account alone, and worth nothing once the right is revoked. */
export async function grantDownload(ctx: Context, { entitlementId, revisionId: wanted }: GrantDownloadInput): Promise<Result<DownloadGrant>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const buyerId = who.value.accountId;
  const right = await findRight(ctx.db, { entitlementId, buyerId, revisionId: wanted, now: ctx.now() });
  if (!right.ok) return right;
  // A part of the rows is cut when it is first asked for: outside of any transaction, for it may take a while.
  const made = await makeDeliverable(ctx, right.value);
  if (!made.ok) return made;
  return ctx.db.$transaction(async (tx) => {
    const entitlement = await findRight(tx, { entitlementId, buyerId, revisionId: right.value.revisionId, now: ctx.now() });
    if (!entitlement.ok) return entitlement;
    const { revisionId } = entitlement.value;
    const expiresAt = ctx.now().getTime() + maxTtlMs;
    const token = signToken(downloadKeys()[0].key, buyerId, { entitlementId, revisionId, expiresAt, nonce: randomBytes(16) });
    await record(tx, ctx, { action: 'download.granted', objectType: 'entitlement', objectId: entitlementId, detail: { revisionId } });
    return ok({ path: `/api/downloads/${token}`, expiresAt: new Date(expiresAt).toISOString() });
  });
}
