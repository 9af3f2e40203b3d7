import { createHash } from 'node:crypto';

/** One key for each order of a purchase of several, the same each time (UUID version 8, RFC 9562). */
export function keyOfPart(key: string, listingId: string): string {
  const hex = createHash('sha256').update(`${key} ${listingId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
