import { mkdir, readdir } from 'node:fs/promises';
import type { AccountId } from '@/lib/shared/ids';
import { uploadIdInput } from '../schema';
import { findOwnUpload, resumableStore, uploadFolder } from './store';

/** Takes away what somebody began to send and never finished, on this machine. */
export async function removeUploadsOf(accountId: AccountId): Promise<number> {
  await mkdir(uploadFolder(), { recursive: true });
  let count = 0;
  for (const name of await readdir(uploadFolder())) {
    if (!uploadIdInput.safeParse(name).success || !(await findOwnUpload(name, accountId))) continue;
    await resumableStore().remove(name).catch(() => undefined);
    count += 1;
  }
  return count;
}
