import { hkdfSync } from 'node:crypto';
import { env } from '@/lib/env';

/**
 * The key of one dataset's nested order, hex. Of the dataset, not of the revision: a row that stays is sampled again in the next revision. Always of the first
 * version of the root key: under another one a bought part would be other rows.
 */
export function sampleKey(datasetId: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(env().ROOT_TOKEN_KEY, 'base64'), Buffer.alloc(0), `datasets/1/sample/${datasetId}`, 32)).toString('hex');
}
