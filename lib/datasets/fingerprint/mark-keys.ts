import { hkdfSync } from 'node:crypto';
import { env } from '@/lib/env';

const derive = (info: string): string => Buffer.from(hkdfSync('sha256', Buffer.from(env().ROOT_PSEUDONYM_KEY, 'base64'), Buffer.alloc(0), info, 32)).toString('hex');

/** Which cells of a dataset's copies are looked at: the same ones in every copy and revision. */
export function markKey(datasetId: string): string {
  return derive(`datasets/1/mark/${datasetId}`);
}

/** The bits of one right's copies. Of the right, not of the person: it survives an erasure and names nobody. */
export function rightMarkKey(entitlementId: string): string {
  return derive(`datasets/1/mark-right/${entitlementId}`);
}
