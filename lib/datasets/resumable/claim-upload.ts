import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { findOwnUpload } from './store';

/** Asked before every request that goes on with, looks at or ends an upload. */
export async function claimUpload(ctx: Context, { uploadId }: { readonly uploadId: string }): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  return (await findOwnUpload(uploadId, who.value.accountId)) ? ok(null) : refuse('not-found');
}
