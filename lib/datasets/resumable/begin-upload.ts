import { mkdir, readdir, statfs } from 'node:fs/promises';
import { requireInformed } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { uploadIdInput } from '../schema';
import { findOwnUpload, uploadFolder, uploadOwner } from './store';

/** As many files as one dataset may be sent in, and some more for what was given up. */
const maxAtOnce = 120;

/** Whether a file of this size may come, and whose it will be. Said before the first byte: nobody waits an hour for a refusal. */
export async function beginUpload(ctx: Context, { byteSize }: { readonly byteSize: number | undefined }): Promise<Result<{ readonly owner: string }>> {
  const who = await requireInformed(ctx, 'SELLER');
  if (!who.ok) return who;
  const maxBytes = env().UPLOAD_MAX_BYTES;
  if (byteSize === undefined) return refuse('input-invalid', { field: 'byteSize' });
  if (byteSize > maxBytes) return refuse('file-too-large', { params: { maxBytes } });
  await mkdir(uploadFolder(), { recursive: true });
  const { accountId } = who.value;
  const ids = (await readdir(uploadFolder())).filter((name) => uploadIdInput.safeParse(name).success);
  const own = (await Promise.all(ids.map((id) => findOwnUpload(id, accountId)))).filter((upload) => upload !== null);
  if (own.length >= maxAtOnce) return refuse('too-many-attempts', { params: { seconds: 3_600 } });
  const { bavail, bsize } = await statfs(uploadFolder());
  // It is written three times, as it arrives, under its checksum and as Parquet; and what the same seller has promised and not yet sent wants its room too.
  const promisedBytes = own.reduce((sum, upload) => sum + upload.byteSize - upload.arrivedBytes, 0);
  if (bavail * bsize < byteSize * 3 + promisedBytes) return refuse('storage-full');
  if (promisedBytes + byteSize > maxBytes * 2) return refuse('too-many-attempts', { params: { seconds: 3_600 } });
  return ok({ owner: uploadOwner(accountId) });
}
