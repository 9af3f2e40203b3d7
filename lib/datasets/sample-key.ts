import { hkdfSync } from 'node:crypto';
import { env } from '@/lib/env';

/** The key of one dataset's nested order, hex. Of the dataset, not of the revision: a row that stays is sampled again in the next revision. */
export function sampleKey(datasetId: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(env().ROOT_TOKEN_KEY, 'base64'), Buffer.alloc(0), `datasets/1/sample/${datasetId}`, 32)).toString('hex');
}
