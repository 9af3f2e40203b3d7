import { resolve } from 'node:path';
import { FileStore } from '@tus/file-store';
import { env } from '@/lib/env';
import { isPseudonymOf, pseudonym } from '@/lib/shared/pseudonym';
import { uploadIdInput } from '../schema';

/** How long an upload that nobody goes on with is kept. */
export const keptHours = 48;

const stores = new Map<string, FileStore>();

/** Where bytes lie that haven't all arrived: apart from what a killed process leaves half-written, because these outlive a restart. */
export function uploadFolder(): string {
  return resolve(env().STATE_DIR, 'uploads');
}

export function resumableStore(): FileStore {
  const directory = uploadFolder();
  const store = stores.get(directory) ?? new FileStore({ directory });
  stores.set(directory, store);
  return store;
}

/** Who began it, in the upload's own description: a pseudonym of no other use. */
export function uploadOwner(accountId: string): string {
  return pseudonym('upload', accountId);
}

export type PartialUpload = { readonly id: string; readonly byteSize: number; readonly arrivedBytes: number; readonly path: string };

/** Null for another person's upload as for one that isn't there. */
export async function findOwnUpload(uploadId: string, accountId: string): Promise<PartialUpload | null> {
  if (!uploadIdInput.safeParse(uploadId).success) return null;
  const upload = await resumableStore().getUpload(uploadId).catch(() => null);
  if (!isPseudonymOf(upload?.metadata?.owner ?? '', 'upload', accountId) || upload?.size === undefined) return null;
  return { id: uploadId, byteSize: upload.size, arrivedBytes: upload.offset, path: resolve(uploadFolder(), uploadId) };
}
