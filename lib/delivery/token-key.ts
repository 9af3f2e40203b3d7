import { tokenKeys } from '@/lib/vault';

/** The keys of download links alone, newest first. */
export function downloadKeys(): ReturnType<typeof tokenKeys> {
  return tokenKeys('delivery/1/download');
}
